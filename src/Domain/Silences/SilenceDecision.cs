using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Silences;

/// <summary>Decides what may be silenced, and by whom: whoever may approve in the environment.</summary>
public static class SilenceDecision
{
    /// <summary>The shortest reason, in characters.</summary>
    public const int ShortestReason = 3;

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>How many of an environment may mute or wait at a time.</summary>
    public const int MostAtOnce = 50;

    /// <summary>Decides whether a silence is set.</summary>
    /// <param name="known">The environment's silences.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="by">By whom; they become its owner.</param>
    /// <param name="approval">The environment's rule on who decides.</param>
    /// <param name="options">How long one may last.</param>
    /// <param name="now">When.</param>
    public static Decided Set(
        SilenceBook known,
        SilenceRequest request,
        Actor by,
        ApprovalOptions approval,
        SilenceOptions options,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(request);
        var reason = (request.Reason ?? "").Trim();
        var triggers = (request.Triggers ?? []).Distinct(StringComparer.Ordinal).ToList();
        return Unentitled(by, approval, "silence notices") is { } refused ? refused
            : reason.Length is < ShortestReason or > LongestReason
                ? Decided.Refuse(
                    RefusalKind.ReasonMissing,
                    $"reason has {reason.Length} characters: it must have {ShortestReason} to {LongestReason}."
                )
            : Problem(request, triggers, options, now) is { } problem ? Decided.Refuse(RefusalKind.Invalid, problem)
            : known.NotOverAt(now).Count() >= MostAtOnce
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    $"{MostAtOnce} silences are set already: end those that are not needed."
                )
            : Decided.Accept(
                new SilenceSet(
                    known.NextId,
                    request.Kind,
                    triggers,
                    by.Name,
                    reason,
                    (request.From > now ? request.From.Value : now).ToUniversalTime(),
                    request.Until!.Value.ToUniversalTime()
                )
            );
    }

    /// <summary>Decides whether a silence ends before it runs out; one that is over stays as it is.</summary>
    /// <param name="known">The environment's silences.</param>
    /// <param name="id">Which.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="approval">The environment's rule on who decides.</param>
    /// <param name="now">When.</param>
    public static Decided End(SilenceBook known, string id, Actor by, ApprovalOptions approval, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Unentitled(by, approval, "end a silence") is { } refused ? refused
            : known.All.Find(silence => silence.Id == id) is not { } silence
                ? Decided.Refuse(RefusalKind.Unknown, $"There is no silence {id}.")
            : silence.IsOverAt(now) ? Decided.Already
            : Decided.Accept(new SilenceEnded(id));
    }

    private static Decided? Unentitled(Actor by, ApprovalOptions approval, string what) =>
        approval.EffectiveRoles.Contains(by.Role)
            ? null
            : Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not {what}.");

    private static string? Problem(
        SilenceRequest request,
        List<string> triggers,
        SilenceOptions options,
        DateTimeOffset now
    )
    {
        if (!Enum.IsDefined(request.Kind))
        {
            return $"kind = {request.Kind}: must be Silence or Maintenance.";
        }

        if (triggers.Find(trigger => !TriggerNames.All.Contains(trigger)) is { } unknown)
        {
            return $"triggers = {unknown}: must be of {string.Join(", ", TriggerNames.All)}.";
        }

        var longest = request.Kind == SilenceKind.Maintenance ? options.LongestMaintenance : options.LongestSilence;
        return request.Until is not { } until ? "until is missing: nothing is silenced for ever."
            : until <= now ? $"until = {SilenceWords.Minute(until)}: it has passed."
            : request.From >= until
                ? $"from = {SilenceWords.Minute(request.From.Value)}: must be before until, {SilenceWords.Minute(until)}."
            : until - now > longest
                ? $"until = {SilenceWords.Minute(until)}: a {SilenceWords.Kind(request.Kind)} ends at most {SilenceWords.Span(longest)} ahead."
            : null;
    }
}
