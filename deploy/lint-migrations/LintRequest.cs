namespace Mcpx.LintMigrations;

/// <summary>What is asked of one run.</summary>
/// <param name="Folder">The migrations; null for a hotfix.</param>
/// <param name="Base">A dacpac or a folder that describes the running schema; null when there is none.</param>
/// <param name="Calls">A file with what the last known good release calls; null when everything counts.</param>
/// <param name="Json">Print JSON.</param>
/// <param name="Sarif">A SARIF file to write; null for none.</param>
/// <param name="Strict">Whether warnings count as errors do.</param>
/// <param name="Hotfix">The procedure to write a hotfix for; null to lint.</param>
/// <param name="Out">The hotfix's file.</param>
internal sealed record LintRequest(
    string? Folder,
    string? Base = null,
    string? Calls = null,
    bool Json = false,
    string? Sarif = null,
    bool Strict = false,
    string? Hotfix = null,
    string? Out = null
);
