using System.Globalization;
using System.Net;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Tests.Slack;

/// <summary>What people press in Slack, and what attackers send instead, against the real dashboard over HTTP.</summary>
public sealed class SlackActionsApiTests
{
    private static readonly (string, string)[] Entra =
    [
        ("Authentication:Entra:Instance", "https://login.example.test/"),
        ("Authentication:Entra:TenantId", "11111111-1111-1111-1111-111111111111"),
        ("Authentication:Entra:ClientId", "22222222-2222-2222-2222-222222222222"),
        ("MCPX_SIGNIN_SECRET", "not-used-here"),
    ];

    [Fact]
    public async Task Approve_AsAMappedPerson_CountsAsTheirsAndTellsThem()
    {
        await using var house = await SlackHouse.OpenAsync();

        var (status, words) = await house.SendAsync(house.Press("U0ADA"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Approved. The rollback begins at once.", words, StringComparison.Ordinal);
        var incident = house.Incident;
        Assert.Equal(IncidentStatus.Approved, incident.Status);
        Assert.Equal(new Actor("ada", Role.IncidentCommander), incident.Decision?.By);
        for (var i = 0; i < 200 && house.Replies.IsEmpty; i++)
        {
            await Task.Delay(25);
        }

        Assert.Contains("\"ephemeral\"", Assert.Single(house.Replies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approve_Twice_IsOneApproval()
    {
        await using var house = await SlackHouse.OpenAsync();
        await house.SendAsync(house.Press("U0ADA"), TimeSpan.FromSeconds(1));

        var (_, words) = await house.SendAsync(house.Press("U0ADA"));

        Assert.Contains("You approved this plan already.", words, StringComparison.Ordinal);
        Assert.Single(house.Incident.Approvals);
    }

    [Fact]
    public async Task Reject_WithoutAndWithAReason_TakesTheReason()
    {
        await using var house = await SlackHouse.OpenAsync();

        var (_, without) = await house.SendAsync(house.Press("U0ADA", SlackActions.Reject));
        Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
        var (_, with) = await house.SendAsync(house.Press("U0ADA", SlackActions.Reject, reason: "the vendor is at it"));

        Assert.Contains("Rejecting needs a reason.", without, StringComparison.Ordinal);
        Assert.Contains("Rejected. INC-0001 stays open.", with, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Rejected, house.Incident.Status);
    }

    [Theory]
    [InlineData("U0EVE", "Nobody here is known as U0EVE in Slack")]
    [InlineData("U0DEE", "dee deployed v1.9.0 and cannot approve alone.")]
    [InlineData("U0SAM", "SRE may not approve.")]
    [InlineData("", "Nobody here is known as  in Slack")]
    public async Task Approve_WhoMayNot_IsRefusedWithWords(string user, string words)
    {
        await using var house = await SlackHouse.OpenAsync();

        var (status, answer) = await house.SendAsync(house.Press(user));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(words, answer, StringComparison.Ordinal);
        Assert.Equal((IncidentStatus.Proposed, 0), (house.Incident.Status, house.Incident.Approvals.Count));
    }

    [Theory]
    [InlineData(SlackActions.Approve)]
    [InlineData(SlackActions.Reject)]
    public async Task Press_OnAnOlderPlan_IsRefused(string action)
    {
        await using var house = await SlackHouse.OpenAsync();

        var (_, words) = await house.SendAsync(house.Press("U0ADA", action, hash: new('a', 64), reason: "no"));

        Assert.Contains("The plan changed since this message, so nothing was done.", words, StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
    }

    [Fact]
    public async Task Approve_WhereAFreshSignInIsAskedFor_IsRefusedUnlessConfigured()
    {
        await using (var house = await SlackHouse.OpenAsync(environment: "Production", settings: Entra))
        {
            var (_, words) = await house.SendAsync(house.Press("U0ADA"));
            Assert.Contains("takes a fresh sign-in, which Slack cannot prove", words, StringComparison.Ordinal);
            Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
        }

        (string, string)[] allowed = [.. Entra, ("Dashboard:Slack:ApproveWithoutStepUp:0", "Prod")];
        await using (var house = await SlackHouse.OpenAsync(environment: "Production", settings: allowed))
        {
            await house.SendAsync(house.Press("U0ADA"));
            Assert.Equal(IncidentStatus.Approved, house.Incident.Status);
        }
    }

    [Fact]
    public async Task Post_SwitchedOff_IsNotThere()
    {
        await using var house = await SlackHouse.OpenAsync(isOn: false);

        Assert.Equal(HttpStatusCode.NotFound, (await house.SendAsync(house.Press("U0ADA"))).Status);
        Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
    }

    [Fact]
    public async Task Post_WronglySignedOldOrOfTheFuture_ChangesNothing()
    {
        await using var house = await SlackHouse.OpenAsync();
        var body = house.Press("U0ADA");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = SlackHouse.Sign(SlackHouse.Secret, now, body);
        (string What, string Body, string? At, string? Signature)[] attacks =
        [
            ("unsigned", body, null, null),
            ("no time", body, null, signature),
            ("no signature", body, now, null),
            ("another secret", body, now, SlackHouse.Sign("guess", now, body)),
            ("an empty secret", body, now, SlackHouse.Sign("", now, body)),
            ("another body", house.Press("U0DEE"), now, signature),
            ("one byte more", body + " ", now, signature),
            ("another time", body, $"{long.Parse(now, CultureInfo.InvariantCulture) + 1}", signature),
            ("another version", body, now, "v1" + signature[2..]),
            ("cut", body, now, signature[..^2]),
            ("no hex", body, now, signature[..^1] + "g"),
            ("a time without end", body, new string('9', 400), signature),
            ("a time before time", body, "-1", signature),
            (
                "the largest time",
                body,
                $"{long.MaxValue}",
                SlackHouse.Sign(SlackHouse.Secret, $"{long.MaxValue}", body)
            ),
        ];

        foreach (var attack in attacks)
        {
            var (status, _) = await house.SendAsync(attack.Body, attack.At, attack.Signature);
            Assert.True(status == HttpStatusCode.Unauthorized, $"{attack.What}: {status}");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync(body, TimeSpan.FromSeconds(302))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await house.SendAsync(body, TimeSpan.FromSeconds(-310))).Status);
        Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
    }

    [Fact]
    public async Task Post_TheSameAgain_IsTakenOnce()
    {
        await using var house = await SlackHouse.OpenAsync();
        var body = house.Press("U0ADA");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = SlackHouse.Sign(SlackHouse.Secret, now, body);

        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(body, now, signature)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await house.SendAsync(body, now, signature)).Status);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await house.SendAsync(body, now, "v0=" + signature[3..].ToUpperInvariant())).Status
        );
    }

    /// <summary>
    /// What was taken is remembered in memory only. It need not be in the store: a press names its plan, a plan is decided once, and a
    /// plan that is made anew has another hash.
    /// </summary>
    [Theory]
    [InlineData(SlackActions.Approve, false)]
    [InlineData(SlackActions.Reject, false)]
    [InlineData(SlackActions.Approve, true)]
    [InlineData(SlackActions.Reject, true)]
    public async Task Post_TheSameAgainAfterARestart_DoesNothingMore(string action, bool askedAgain)
    {
        await using var house = await SlackHouse.OpenAsync();
        var body = house.Press("U0ADA", action, reason: "it recovers");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = SlackHouse.Sign(SlackHouse.Secret, now, body);
        await house.SendAsync(body, now, signature);
        Assert.NotEqual(IncidentStatus.Proposed, house.Incident.Status);
        if (askedAgain)
        {
            Reconsider(house, action);
        }

        var before = house.Journal.Position;
        await house.RestartAsync();
        var (status, words) = await house.SendAsync(body, now, signature);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("begins at once", words, StringComparison.Ordinal);
        Assert.DoesNotContain("stays open", words, StringComparison.Ordinal);
        Assert.Equal(before, house.Journal.Position);
    }

    /// <summary>People think again: what was approved is aborted, and a fresh decision is asked for.</summary>
    private static void Reconsider(SlackHouse house, string action)
    {
        var ada = new Actor("ada", Role.IncidentCommander);
        if (action == SlackActions.Approve)
        {
            house.Execute(new IncidentCommand.StartRun(), Actor.Watchdog);
            house.Execute(new IncidentCommand.Abort("it is the network"), ada);
        }

        house.Execute(new IncidentCommand.AskAgain("errors rise again"), ada);
    }

    [Theory]
    [InlineData("")]
    [InlineData("payload=")]
    [InlineData("payload=%7B")]
    [InlineData("payload=%5B%5D")]
    [InlineData("payload=%7B%7D")]
    [InlineData("payload={}&payload={}")]
    [InlineData("a=1&b=2&c=3&d=4&e=5")]
    [InlineData("{\"type\":\"block_actions\"}")]
    [InlineData("payload=%00%ff%zz")]
    public async Task Post_SignedButUnreadable_Is400(string body)
    {
        await using var house = await SlackHouse.OpenAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await house.SendAsync(body)).Status);
    }

    [Theory]
    [InlineData("""{"type":"view_submission"}""")]
    [InlineData("""{"type":"block_actions","user":"U0ADA","actions":[]}""")]
    [InlineData(
        """{"type":"block_actions","user":{"id":"U0ADA"},"actions":[{"action_id":"other","value":"INC-0001 x"}]}"""
    )]
    [InlineData(
        """{"type":"block_actions","user":{"id":"U0ADA"},"actions":[{"action_id":"mcpx-approve","value":"x"}]}"""
    )]
    [InlineData(
        """{"type":"block_actions","user":{"id":7},"actions":[{"action_id":"mcpx-approve","value":"INC-0001 x"}]}"""
    )]
    public async Task Post_SomethingElsePressed_IsTakenAndDoesNothing(string payload)
    {
        await using var house = await SlackHouse.OpenAsync();

        var (status, _) = await house.SendAsync($"payload={Uri.EscapeDataString(payload)}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(IncidentStatus.Proposed, house.Incident.Status);
    }

    [Fact]
    public async Task Post_TenMegabytes_IsRefusedUnread()
    {
        await using var house = await SlackHouse.OpenAsync();

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await house.SendAsync($"payload={new string('a', 10 * 1024 * 1024)}")).Status
        );
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(house.Press("U0ADA"))).Status);
    }

    [Fact]
    public async Task Approve_AnswerWantedElsewhere_SendsNothingThere()
    {
        await using var house = await SlackHouse.OpenAsync();
        var port = new Uri(house.ReplyTo).Port;
        var body = Uri.UnescapeDataString(house.Press("U0ADA"))["payload=".Length..]
            .Replace($"127.0.0.1:{port}", $"localhost:{port}", StringComparison.Ordinal);

        var (status, words) = await house.SendAsync($"payload={Uri.EscapeDataString(body)}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Approved.", words, StringComparison.Ordinal);
        Assert.Empty(house.Replies);
    }
}
