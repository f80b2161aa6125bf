using Mcpx.Domain.Silences;

namespace Mcpx.Dashboard.Components.Pages.Silences;

/// <summary>One silence that mutes now or later.</summary>
/// <param name="Id">"SIL-0001".</param>
/// <param name="Title">"Maintenance window: all triggers".</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Begins">When it begins; null when it mutes already.</param>
/// <param name="Until">When it runs out.</param>
public sealed record SilenceRow(
    string Id,
    string Title,
    string Owner,
    string Reason,
    DateTimeOffset? Begins,
    DateTimeOffset Until
)
{
    /// <summary>All that are not over, the one that runs out first before the others.</summary>
    public static IReadOnlyList<SilenceRow> Of(SilenceBook silences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(silences);
        return
        [
            .. silences
                .NotOverAt(now)
                .Select(silence => new SilenceRow(
                    silence.Id,
                    $"{(silence.Kind == SilenceKind.Maintenance ? "Maintenance window" : "Silence")}: {SilenceWords.Of(silence.Triggers)}",
                    silence.Owner,
                    silence.Reason,
                    silence.PhaseAt(now) == SilencePhase.Waiting ? silence.From : null,
                    silence.Until
                )),
        ];
    }
}
