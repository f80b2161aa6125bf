using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Domain.Access;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class AccessTableTests
{
    [Fact]
    public void Rules_All_NameEachActOnceAndDefinedRolesOnly()
    {
        Assert.Equal(Enum.GetValues<Act>(), AccessTable.Rules.Select(rule => rule.Act));
        Assert.All(AccessTable.Rules, rule => Assert.Subset(Roles.All.ToHashSet(), rule.Roles.ToHashSet()));
        Assert.All(AccessTable.Rules, rule => Assert.NotEmpty(rule.Roles));
    }

    [Fact]
    public void Roles_All_AreTheDomainsAndNoneIsTheWatchdogs() =>
        Assert.Equal(
            Enum.GetNames<Domain.Incidents.Role>().Where(role => role != "Watchdog").Order(),
            Roles.All.Order()
        );

    [Fact]
    public void ViewerAndPrograms_Never_DecideAnything()
    {
        Act[] looking = [Act.View, Act.AskGate];
        Assert.Equal(
            looking,
            AccessTable.Rules.Where(rule => rule.Roles.Contains(Roles.Viewer)).Select(rule => rule.Act)
        );
        Act[] pipelines = [.. looking, Act.ReportDeployment, Act.Declare, Act.AskDrill];
        Assert.Equal(
            pipelines,
            AccessTable.Rules.Where(rule => rule.Roles.Contains(Roles.Deployer)).Select(rule => rule.Act)
        );
    }

    [Fact]
    public void Scopes_All_AreOfTheDomainAndLeadSomewhere() =>
        Assert.Equal(
            KeyScopes.All.Order(),
            AccessTable.Rules.Select(rule => rule.Scope).OfType<string>().Distinct().Order()
        );

    [Fact]
    public void Refusal_OfAPersonAKeyAndNobody_SaysWhatItTakes()
    {
        Assert.Equal(
            "Sam may not: export the journal. It takes the role Auditor, Incident Commander, Deputy or Decision Owner.",
            AccessTable.Refusal(Act.ExportJournal, new("sam", "Sam", [Roles.Sre]))
        );
        Assert.Equal(
            "The key ci has gate:read. It takes the scope deployments:write.",
            AccessTable.Refusal(Act.ReportDeployment, Key(KeyScopes.GateRead))
        );
        Assert.Equal(
            "The key ci has gate:read. No key may do this; it takes a person.",
            AccessTable.Refusal(Act.Approve, Key(KeyScopes.GateRead))
        );
        Assert.Equal("Nobody is signed in.", AccessTable.Refusal(Act.View, null));
        Assert.Null(AccessTable.Refusal(Act.Override, new("dora", "Dora", [Roles.DecisionOwner])));
    }

    [Fact]
    public void Document_InDocs_IsWrittenFromTheTable()
    {
        var path = Path.Combine(Root(), "docs", "roles.md");
        if (Environment.GetEnvironmentVariable("MCPX_WRITE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(path, RolesDocument.Write());
        }

        Assert.Equal(RolesDocument.Write(), File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static Person Key(params string[] scopes) =>
        new("key:ci", "ci", [Roles.Deployer]) { Key = new("ci", scopes, []) };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
