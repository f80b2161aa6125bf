using System.Collections.Frozen;
using Mcpx.Domain.Decisions.Questions;

namespace Mcpx.Domain.Decisions;

/// <summary>
/// The tree as data: each question with where it goes on when taken and when refused. The numbers are section 5's; 0 is
/// section 9, which RTM asks first. A question that does not arise is refused without a word.
/// </summary>
internal static class TreeNodes
{
    public const string First = "wanted";

    public static readonly FrozenDictionary<string, TreeNode> Questions = new TreeNode[]
    {
        new(First, "A rollback is asked for", Opening.Wanted, Taken: "together", Refused: "start"),
        new("start", "", Opening.Start, Taken: "blind", Refused: "blind"),
        new("blind", "Is nothing measured?", Opening.Blind, Taken: "look", Refused: "drift"),
        new("drift", "0. Has the config drifted from what is expected?", Section9.Drift, "drift-written", "bypass"),
        new("drift-written", "", Section9.Reapply, Taken: "reapply", Refused: "by-hand", Nested: true),
        new(
            "bypass",
            "0. Did a promotion bypass the policy?",
            Section9.Bypass,
            Taken: "together",
            Refused: "regressed"
        ),
        new("regressed", "0. Does it still regress after drift?", Section9.Regressed, "together", "unexplained"),
        new("unexplained", "", Opening.Unexplained, Taken: "no-change", Refused: "config"),
        new("config", "1. Is a config or flag change to blame?", ConfigQuestion.Ask, "config-written", "deployed"),
        new("config-written", "", ConfigQuestion.Writable, Taken: "revert", Refused: "by-hand", Nested: true),
        new("deployed", "", ComponentQuestions.Deployed, Taken: "web", Refused: "no-deploy"),
        new("web", "2. Is only the Web affected?", ComponentQuestions.Web, Taken: "together", Refused: "api"),
        new(
            "api",
            "3. API regression, contract break or SSE failure?",
            ComponentQuestions.Api,
            Taken: "together",
            Refused: "unstable"
        ),
        new("together", "", TogetherQuestion.Ask, Taken: "migration", Refused: "migration", Nested: true),
        new("migration", "4. Did a migration cause it?", MigrationQuestion.Ask, Taken: "tried", Refused: "tried"),
        new("tried", "", Target.Tried, Taken: "exhausted", Refused: "target"),
        new("target", "", Target.Ready, Taken: "rollback", Refused: "not-ready"),
    }.ToFrozenDictionary(node => node.Id, StringComparer.Ordinal);

    public static readonly FrozenDictionary<string, TreeEnd> Ends = new TreeEnd[]
    {
        new("look", Conclusions.Look),
        new("no-change", Conclusions.NoChange),
        new("reapply", Conclusions.Revert),
        new("revert", Conclusions.Revert),
        new("by-hand", Conclusions.ByHand),
        new("no-deploy", Conclusions.NoDeploy),
        new("unstable", Conclusions.Unstable),
        new("exhausted", Conclusions.Exhausted),
        new("not-ready", Conclusions.NotReady),
        new("rollback", Conclusions.RollBack),
    }.ToFrozenDictionary(end => end.Id, StringComparer.Ordinal);
}
