namespace Mcpx.Watchdog.Wire;

/// <summary>
/// The cookie that leads a call to one of several workers behind an address. It is what stands before the <c>@</c> of an
/// instance's address, and so travels with every address made from it (docs/adr/0019).
/// </summary>
/// <param name="Name">For example <c>ARRAffinity</c>.</param>
/// <param name="Value">Which worker.</param>
internal readonly record struct Pin(string Name, string Value)
{
    /// <summary>An address's pin; null without one.</summary>
    public static Pin? Of(Uri address) =>
        address.UserInfo.Length > 0 && Uri.UnescapeDataString(address.UserInfo).Split('=', 2) is [var name, var value]
            ? new(name, value)
            : null;

    /// <summary>The address of one worker.</summary>
    public Uri On(Uri address) => new UriBuilder(address) { UserName = Uri.EscapeDataString(ToString()) }.Uri;

    /// <summary>Whether an answer came from another worker: the one that was asked for is gone, and the cookie is set anew.</summary>
    public bool IsBrokenBy(IReadOnlyList<string> cookiesSet)
    {
        var (mine, begin) = (ToString(), $"{Name}=");
        return cookiesSet.Any(set =>
            set.StartsWith(begin, StringComparison.Ordinal) && set.Split(';', 2)[0].Trim() != mine
        );
    }

    /// <summary>As it is sent.</summary>
    public override string ToString() => $"{Name}={Value}";
}
