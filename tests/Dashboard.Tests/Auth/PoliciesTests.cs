using Mcpx.Dashboard.Auth;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class PoliciesTests
{
    [Theory]
    [InlineData("sre", false, false)]
    [InlineData("deputy", true, true)]
    [InlineData("ic", true, true)]
    [InlineData("director", true, true)]
    [InlineData("auditor", false, false)]
    [InlineData("deployer", false, true)]
    public async Task Policies_OfEachPerson_AreWhatTheRoleAllows(string person, bool approve, bool report)
    {
        var services = new ServiceCollection().AddLogging().AddAuthorization(Policies.Add).BuildServiceProvider();
        await using var _ = services;
        var authorization = services.GetRequiredService<IAuthorizationService>();
        var principal = DevelopmentPeople.Principal(person, "test")!;

        Assert.True((await authorization.AuthorizeAsync(principal, null, Policies.CanView)).Succeeded);
        Assert.Equal(approve, (await authorization.AuthorizeAsync(principal, null, Policies.CanApprove)).Succeeded);
        Assert.Equal(
            report,
            (await authorization.AuthorizeAsync(principal, null, Policies.CanReportDeployment)).Succeeded
        );
    }

    [Theory]
    [InlineData("sre", false)]
    [InlineData("auditor", true)]
    [InlineData("director", true)]
    [InlineData("deployer", false)]
    public void Allows_ExportOfTheJournal_TakesAnAuditorOrWhoMayApprove(string person, bool expected) =>
        Assert.Equal(
            expected,
            Policies.Allows(Policies.CanExport, Person.From(DevelopmentPeople.Principal(person, "test")!)!)
        );

    [Fact]
    public void Sentence_OfAPolicy_NamesItsRoles() =>
        Assert.Equal(
            "It takes the role Incident Commander, Deputy or Decision Owner.",
            Policies.Sentence(Policies.CanApprove)
        );

    [Fact]
    public void Person_OfAPrincipal_IsWhoTheJournalNames()
    {
        var person = Person.From(DevelopmentPeople.Principal("ic", "test")!)!;
        Assert.Equal(
            ("ic", "Release Manager", "IncidentCommander"),
            (person.Id, person.Name, Assert.Single(person.Roles))
        );
    }
}
