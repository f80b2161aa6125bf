using Mcpx.Domain.Incidents;

namespace Mcpx.Db;

/// <summary>Takes what a person saw: the picture is stored first, so that the journal never names one that is not there.</summary>
public sealed class AttestationLog(Store store, IncidentLog incidents)
{
    /// <summary>Keeps an attestation.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="well">Whether the pages are right.</param>
    /// <param name="words">What was seen.</param>
    /// <param name="content">The screenshot; empty for none.</param>
    /// <param name="by">Who looked.</param>
    public CommandOutcome Give(string id, bool well, string words, byte[] content, Actor by)
    {
        ArgumentNullException.ThrowIfNull(content);
        var picture = AttestedPicture.Of(content);
        if (content.Length > 0 && picture is null)
        {
            return new(incidents.Find(id), new(RefusalKind.Invalid, "picture: must be PNG or JPEG, at most 5 MiB."));
        }

        return incidents.Execute(
            id,
            new IncidentCommand.Attest(well, words, picture),
            by,
            keep: picture is null ? null : () => store.Pictures.Add(id, picture, content)
        );
    }
}
