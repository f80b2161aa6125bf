namespace Mcpx.Domain.Configuration;

/// <summary>
/// A static site in a container of Azure Blob Storage. Every file of a release is uploaded over what is there, pages last, so that no page is
/// served before what it needs; nothing is deleted, so that a page that is open goes on working.
/// </summary>
public sealed record BlobSiteOptions
{
    /// <summary>The storage account's blob service, for example <c>https://portalweb.blob.core.windows.net</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>The container. Default <c>$web</c>, which the account serves as a site.</summary>
    public string Container { get; init; } = "$web";

    /// <summary>
    /// Where every file of the release is read back afterwards, for example <c>https://admin.example.com</c>, behind its CDN. Default: none, and
    /// each instance of the component is read.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>
    /// Program and arguments that empty the CDN's cache, with the placeholders <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c>,
    /// <c>{key}</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> Purge { get; init; } = [];

    /// <summary>How long the files may take to be served as published. Default 60 s.</summary>
    public TimeSpan ServedWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For one file, or one answer. Default 60 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        DeployerChecks.Address(errors, $"{key}:Account", Account, carriesToken: true);
        if (!(Container == "$web" || IsContainer(Container)))
        {
            errors.Add(
                new(
                    $"{key}:Container",
                    Container,
                    "must be $web, or 3 to 63 lower-case letters, digits and single hyphens"
                )
            );
        }

        if (Address is { } address)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Address", address);
        }

        errors.NotNegative($"{key}:ServedWithin", ServedWithin);
        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
    }

    internal static bool IsContainer(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && !name.Contains("--", StringComparison.Ordinal)
        && name[0] != '-'
        && name[^1] != '-';
}
