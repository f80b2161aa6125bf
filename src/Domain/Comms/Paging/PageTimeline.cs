using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>A page as the timeline tells it.</summary>
internal static class PageTimeline
{
    public static string Of(PageSent sent)
    {
        var whom = sent.To is { } role
            ? FormattableString.Invariant(
                $"{sent.Person}, {TimelineWords.RoleName(role)}, call {sent.Call}, by {sent.Way}"
            )
            : $"{sent.Way}: {(sent.Act == PageAct.Resolve ? "it is over" : "somebody took it")}";
        return sent.Fault is null
            ? sent.To is null
                ? $"Told {whom}"
                : $"Called {whom}"
            : $"Could not {(sent.To is null ? "tell" : "call")} {whom}: {sent.Fault}{(sent.Again ? "; it is tried again" : "")}";
    }
}
