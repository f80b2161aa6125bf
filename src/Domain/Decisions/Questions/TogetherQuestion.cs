using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Decisions.Questions;

/// <summary>
/// Whether the other component goes back as well: where the release couples them, or where the leading one alone would leave
/// a Web on an Api that does not serve its contract.
/// </summary>
internal static class TogetherQuestion
{
    public static TreeAnswer Ask(DecisionCase asked, TreeDraft draft)
    {
        var leading = draft.Restore[0];
        var other = leading == Component.Api ? Component.Web : Component.Api;
        var (needed, why) = Needed(asked, draft, leading);
        var yes = $"Does {other} go back with it? Yes";
        var no = $"Does {other} go back with it? No";
        return !needed ? TreeAnswer.Refused(why, draft) with { Question = no }
            : asked.RunsLkg(other)
                ? TreeAnswer.Refused($"{why} But {other} runs its LKG {asked.Lkg(other)} already.", draft) with
                {
                    Question = no,
                }
            : asked.RunsLkg(leading)
                ? TreeAnswer.Taken(
                    $"{why} {leading} runs its LKG {asked.Lkg(leading)} already, so that only {other} moves.",
                    draft with
                    {
                        Restore = [other],
                    }
                ) with
                {
                    Question = yes,
                }
            : TreeAnswer.Taken(why, draft with { Restore = [Component.Api, Component.Web] }) with { Question = yes };
    }

    /// <summary>What breaks between an Api and a Web; null when nothing does, or it is not known.</summary>
    public static string? Breaks(Release? api, Release? web) =>
        api is not null && web is not null && !api.Serves(web) ? Contracts(api, web) : null;

    private static (bool Needed, string Why) Needed(DecisionCase asked, TreeDraft draft, Component leading)
    {
        var tag = draft.Suspect?.Tag;
        var release = asked.ReleaseOf(tag);
        if (release is { Coupled: true })
        {
            return (true, $"{tag} declares Web coupled to Api (contract {release.Contract}).");
        }

        // The pair as it would stand if the leading component went back alone.
        var api = asked.ReleaseOf(leading == Component.Api ? asked.Lkg(Component.Api) : asked.Running(Component.Api));
        var web = asked.ReleaseOf(leading == Component.Web ? asked.Lkg(Component.Web) : asked.Running(Component.Web));
        if (Breaks(api, web) is { } breaks)
        {
            return (true, $"{breaks}: that Api does not serve it.");
        }

        var why =
            tag is null ? "No release is held responsible."
            : release is null ? $"{tag} is not registered."
            : $"{tag} is not coupled.";
        return (false, api is null || web is null ? why : $"{why} {Contracts(api, web)}.");
    }

    private static string Contracts(Release api, Release web) =>
        $"Api {api.Tag} serves contract {api.Contract}, Web {web.Tag} needs {web.Contract}";
}
