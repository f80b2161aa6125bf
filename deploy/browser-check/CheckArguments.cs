using System.CommandLine;
using System.Globalization;
using Mcpx.Hosting;

namespace Mcpx.BrowserCheck;

/// <summary>The options of the command line, and the request that they make. Long because there are many.</summary>
internal static class CheckArguments
{
    private static readonly Option<Uri> Base = Address("--base", "Address of the portal's web.", required: true);

    private static readonly Option<string> Named = new("--environment")
    {
        Description = "Name that the environment badge must show.",
        Required = true,
    };

    private static readonly Option<string> Pages = new("--pages")
    {
        Description = "Paths to look at, separated by commas.",
        DefaultValueFactory = _ => "/dashboard,/config,/flags,/jobs,/evidence",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for the pictures; it is created.",
        Required = true,
    };

    private static readonly Option<string?> User = new("--user")
    {
        Description = "Who signs in. Without it nobody does.",
    };

    private static readonly Option<string> PasswordVariable = new("--password-env")
    {
        Description = "Environment variable that holds the password.",
        DefaultValueFactory = _ => "MCPX_WEB_PASSWORD",
    };

    private static readonly Option<string> Login = new("--login")
    {
        Description = "Path of the sign-in form.",
        DefaultValueFactory = _ => "/login",
    };

    private static readonly Option<string?> UserField = new("--user-field") { Description = "Its selector." };

    private static readonly Option<string?> PasswordField = new("--password-field") { Description = "Its selector." };

    private static readonly Option<string?> Submit = new("--submit") { Description = "Selector of the button." };

    private static readonly Option<Uri> SignInOrigin = Address(
        "--sign-in-origin",
        "Another origin on which the password may be typed.",
        required: false
    );

    private static readonly Option<string?> Badge = new("--badge") { Description = "Selector of the badge." };

    private static readonly Option<string?> Marker = new("--marker")
    {
        Description = "Selector that every page must show; {page} is its path.",
    };

    private static readonly Option<string[]> Masks = new("--mask")
    {
        Description = "Selector of what is painted over in pictures; may be given again.",
    };

    private static readonly Option<string> Timeout = new("--timeout")
    {
        Description = "For everything together, such as 30s or 2m; 5 s to 10 min.",
        DefaultValueFactory = _ => "30s",
    };

    private static readonly Option<string> PageTimeout = new("--page-timeout")
    {
        Description = "For one page, or the sign-in; 1 s to 2 min.",
        DefaultValueFactory = _ => "10s",
    };

    private static readonly Option<string?> Program = new("--chromium")
    {
        Description = $"The browser's executable. Default: {Chromium.PathVariable}, else the one on PATH.",
    };

    private static readonly Option<bool> NoSandbox = new("--no-sandbox")
    {
        Description = "Without the browser's own sandbox, as in most containers; root never has it.",
    };

    /// <summary>Adds every option to the command.</summary>
    public static void AddTo(Command command)
    {
        Option[] all =
        [
            Base,
            Named,
            Pages,
            Out,
            User,
            PasswordVariable,
            Login,
            UserField,
            PasswordField,
            Submit,
            SignInOrigin,
            Badge,
            Marker,
            Masks,
            Timeout,
            PageTimeout,
            Program,
            NoSandbox,
        ];
        foreach (var option in all)
        {
            command.Add(option);
        }
    }

    /// <summary>What is asked for; everything that is wrong with it goes to <paramref name="errors"/>.</summary>
    public static CheckRequest Read(ParseResult parsed, List<string> errors)
    {
        string[] pages =
        [
            .. parsed
                .GetValue(Pages)!
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
        if (pages.Length is 0 or > 20 || pages.Any(page => !page.StartsWith('/')))
        {
            errors.Add($"--pages '{parsed.GetValue(Pages)}': 1 to 20 paths that begin with /.");
        }

        var request = new CheckRequest(
            parsed.GetValue(Base)!,
            parsed.GetValue(Named)!,
            pages,
            Path.GetFullPath(parsed.GetValue(Out)!),
            parsed.GetValue(Program) ?? Chromium.Find() ?? ""
        )
        {
            SignIn = ReadSignIn(parsed, errors),
            Masks = parsed.GetValue(Masks) ?? [],
            Timeout = Duration(parsed, Timeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), errors),
            StepTimeout = Duration(parsed, PageTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), errors),
            NoSandbox = parsed.GetValue(NoSandbox) || Environment.IsPrivilegedProcess,
        };
        return request with
        {
            Badge = parsed.GetValue(Badge) ?? request.Badge,
            Marker = parsed.GetValue(Marker) ?? request.Marker,
        };
    }

    private static SignInRequest? ReadSignIn(ParseResult parsed, List<string> errors)
    {
        if (parsed.GetValue(User) is not { Length: > 0 } user)
        {
            return null;
        }

        var variable = parsed.GetValue(PasswordVariable)!;
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } password)
        {
            errors.Add($"--password-env {variable}: names an environment variable that is not set.");
            return null;
        }

        var request = new SignInRequest(parsed.GetValue(Login)!, user, password)
        {
            Origin = parsed.GetValue(SignInOrigin),
        };
        return request with
        {
            UserField = parsed.GetValue(UserField) ?? request.UserField,
            PasswordField = parsed.GetValue(PasswordField) ?? request.PasswordField,
            Submit = parsed.GetValue(Submit) ?? request.Submit,
        };
    }

    private static TimeSpan Duration(
        ParseResult parsed,
        Option<string> option,
        TimeSpan least,
        TimeSpan most,
        List<string> errors
    )
    {
        var text = parsed.GetValue(option)!;
        if (Duration(text) is { } read && read >= least && read <= most)
        {
            return read;
        }

        errors.Add(
            $"{option.Name} '{text}': such as 30s or 2m; {least.TotalSeconds:0} s to {most.TotalMinutes:0} min."
        );
        return least;
    }

    private static TimeSpan? Duration(string text) =>
        text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(number),
                'm' => TimeSpan.FromMinutes(number),
                _ => null,
            }
            : null;

    private static Option<Uri> Address(string name, string description, bool required) =>
        new(name)
        {
            Description = description,
            Required = required,
            CustomParser = result =>
            {
                var text = result.Tokens.Single().Value;
                if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    return address;
                }

                result.AddError($"{name} '{text}' is not an http address.");
                return null;
            },
        };
}
