namespace Mcpx.BrowserCheck;

/// <summary>What is to be looked at.</summary>
/// <param name="Base">Scheme, host and port of the portal's web.</param>
/// <param name="Environment">The name its badge must show.</param>
/// <param name="Pages">Paths, in the order in which they are opened.</param>
/// <param name="Folder">Where pictures go.</param>
/// <param name="Chromium">The browser's executable.</param>
internal sealed record CheckRequest(
    Uri Base,
    string Environment,
    IReadOnlyList<string> Pages,
    string Folder,
    string Chromium
)
{
    /// <summary>Who signs in; null visits without signing in.</summary>
    public SignInRequest? SignIn { get; init; }

    /// <summary>Selector of the environment badge.</summary>
    public string Badge { get; init; } = "[data-environment]";

    /// <summary>Selector that a page must show; <c>{page}</c> is its path without the first slash.</summary>
    public string Marker { get; init; } = "[data-page=\"{page}\"]";

    /// <summary>Selectors that are painted over in pictures.</summary>
    public IReadOnlyList<string> Masks { get; init; } = [];

    /// <summary>For everything together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the browser runs without its own sandbox; root cannot have it.</summary>
    public bool NoSandbox { get; init; }

    /// <summary>For one step: a page, or the sign-in.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How to sign in.</summary>
/// <param name="Path">Where the form is.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The password; never printed.</param>
internal sealed record SignInRequest(string Path, string User, string Password)
{
    /// <summary>Selector of the user's field.</summary>
    public string UserField { get; init; } = "input[name=user], input[name=username], input[type=email]";

    /// <summary>Selector of the password's field.</summary>
    public string PasswordField { get; init; } = "input[type=password]";

    /// <summary>Selector of the button.</summary>
    public string Submit { get; init; } = "form button, form input[type=submit]";

    /// <summary>Another origin on which the password may be typed; null for the portal's own only.</summary>
    public Uri? Origin { get; init; }
}
