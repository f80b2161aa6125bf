using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>One phase of the bar.</summary>
/// <param name="Name">"Decide".</param>
/// <param name="Took">"1:07", or so far while it lasts.</param>
/// <param name="Longest">Whether most of the time went here.</param>
internal sealed record PhasePiece(string Name, string Took, bool Longest);

/// <summary>Where the time went, as a bar whose pieces are as wide as they were long.</summary>
/// <param name="Pieces">Phases in order.</param>
/// <param name="Columns">CSS columns; a short phase keeps room for its name.</param>
/// <param name="Total">All of it.</param>
internal sealed record PhaseBar(IReadOnlyList<PhasePiece> Pieces, string Columns, TimeSpan Total)
{
    public static PhaseBar Of(IReadOnlyList<RcaPhase> phases, DateTimeOffset now)
    {
        var lengths = phases.Select(phase => (phase.To ?? now) - phase.From).ToList();
        var longest = lengths.Count == 0 ? TimeSpan.Zero : lengths.Max();
        return new(
            [
                .. phases
                    .Zip(lengths)
                    .Select(pair => new PhasePiece(
                        pair.First.Name,
                        DurationText.Clock(pair.Second) + (pair.First.To is null ? " so far" : ""),
                        pair.Second == longest
                    )),
            ],
            string.Join(
                ' ',
                lengths.Select(length =>
                    string.Create(CultureInfo.InvariantCulture, $"minmax(64px, {Math.Max(1, length.TotalSeconds):0}fr)")
                )
            ),
            lengths.Aggregate(TimeSpan.Zero, (sum, length) => sum + length)
        );
    }
}
