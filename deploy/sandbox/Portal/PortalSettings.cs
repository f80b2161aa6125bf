namespace Mcpx.Sandbox.Portal;

/// <summary>What one portal instance is told when its process starts.</summary>
public sealed record PortalSettings
{
    /// <summary>Environment the instance belongs to, shown in its badge, for example <c>Prod</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>The instance's own name, for example <c>api-1</c>.</summary>
    public required string Instance { get; init; }

    /// <summary>Tag of the release it runs; answered at <c>/api/version</c> and <c>/version.json</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Version of the API contract the release speaks.</summary>
    public required int Contract { get; init; }

    /// <summary>Database schema version the release was built for.</summary>
    public required int Schema { get; init; }

    /// <summary>Folder of the artifact: for the web it holds the pages and the style sheet.</summary>
    public required string Folder { get; init; }

    /// <summary>SQLite file with the environment's config, flags, jobs and audit.</summary>
    public required string Database { get; init; }

    /// <summary>Bearer token the API demands and the web sends. Never logged.</summary>
    public required string Token { get; init; }

    /// <summary>Addresses of the environment's API instances, tried in this order by the web.</summary>
    public IReadOnlyList<Uri> ApiAddresses { get; init; } = [];
}
