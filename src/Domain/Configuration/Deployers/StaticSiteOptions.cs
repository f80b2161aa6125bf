namespace Mcpx.Domain.Configuration;

/// <summary>
/// A folder of files behind a web server. <c>{Root}/current</c>, what the server serves, is a link to one of the folders in
/// <c>{Root}/releases</c>; a release is published by putting another link in its place, which is one act.
/// </summary>
public sealed record StaticSiteOptions
{
    /// <summary>Where they lie, for example <c>/srv/portal-web</c>; a full path.</summary>
    public string Root { get; init; } = "";

    /// <summary>
    /// Where every file of the release is read back afterwards, for example the host name that people use, behind its CDN. Default:
    /// none, and each instance of the component is read.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// Program and arguments that empty the CDN's cache, with the placeholders <c>{environment}</c>, <c>{component}</c>,
    /// <c>{tag}</c>, <c>{key}</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> Purge { get; init; } = [];

    /// <summary>How long the files may take to be served as published. Default 60 s.</summary>
    public TimeSpan ServedWithin { get; init; } = TimeSpan.FromSeconds(60);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Root.Length == 0 || !(Root[0] == '/' && Root.Trim('/').Length > 0))
        {
            errors.Add(new($"{key}:Root", Root, "must be a full path like /srv/portal-web"));
        }

        if (Address is { } address)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Address", address);
        }

        errors.NotNegative($"{key}:ServedWithin", ServedWithin);
    }
}
