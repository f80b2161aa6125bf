namespace Mcpx.Domain.Configuration;

/// <summary>Evidence packs (runbook section 11): what they link to, and where their second copy goes.</summary>
public sealed record EvidenceOptions
{
    /// <summary>Where the incident's ticket is found, for example <c>https://tickets.example.com/find?q={incident}</c>. Default: none.</summary>
    public string? Ticket { get; init; }

    /// <summary>A folder that gets a copy of every part, on another disk for example. Nothing in it is written over. Default: none.</summary>
    public string? CopyFolder { get; init; }

    /// <summary>A container of Azure Blob Storage that gets a copy of every part. Default: none.</summary>
    public EvidenceContainerOptions? CopyContainer { get; init; }

    /// <summary>The address of an incident's ticket; null where no ticket system is configured.</summary>
    /// <param name="incident">The incident.</param>
    public string? TicketOf(string incident) => Ticket?.Replace("{incident}", incident, StringComparison.Ordinal);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        if (Ticket is { } ticket)
        {
            DeployerChecks.Carries(errors, $"{key}:Ticket", ticket, "{incident}");
            OptionsValidator.CheckAddress(errors, $"{key}:Ticket", TicketOf("INC-0001")!);
        }

        if (CopyFolder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            errors.Add(new($"{key}:CopyFolder", folder, "must name a folder, or be left out"));
        }

        if (CopyFolder is not null && CopyContainer is not null)
        {
            errors.Add(
                new($"{key}:CopyContainer", CopyContainer.Container, "there is a CopyFolder; it is one or the other")
            );
        }

        CopyContainer?.Check(errors, $"{key}:CopyContainer");
    }
}

/// <summary>
/// A container that ought to be immutable (a time-based retention policy of at least a year): what is there is never written over. The
/// watchdog's own identity writes and reads it.
/// </summary>
public sealed record EvidenceContainerOptions
{
    /// <summary>The storage account's blob service, for example <c>https://evidence.blob.core.windows.net</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>The container: 3 to 63 lower-case letters, digits and single hyphens.</summary>
    public string Container { get; init; } = "";

    /// <summary>For one part. Default 5 min.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(5);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        DeployerChecks.Address(errors, $"{key}:Account", Account, carriesToken: true);
        if (!BlobSiteOptions.IsContainer(Container))
        {
            errors.Add(
                new($"{key}:Container", Container, "must be 3 to 63 lower-case letters, digits and single hyphens")
            );
        }

        errors.Positive($"{key}:RequestTimeout", RequestTimeout);
    }
}
