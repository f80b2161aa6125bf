using System.Net;
using Mcpx.Dashboard.Auth.Sessions;
using Mcpx.Dashboard.Tests.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>Signing out while the store cannot be written: whoever leaves is out, and knows what is not done yet.</summary>
public sealed class SignOutTests
{
    [Fact]
    public async Task SignOut_StoreCannotBeWritten_TakesTheCookieRefusesItsCopiesAndSaysSo()
    {
        await using var house = await House.OpenAsync();
        var browser = await house.SignedInAsync();
        var cookie = house.CookieOf(browser);
        Sql(house.Store.Folder, Refusal);

        using var answer = await House.PostFormAsync(browser, "/signout");

        Assert.Contains(
            answer.Headers.GetValues("Set-Cookie"),
            static one => one.StartsWith("mcpx-session=;", StringComparison.Ordinal)
        );
        using var landed = await House.FollowAsync(browser, answer);
        Assert.Equal("/signin?unended=true", landed.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains(
            "You are signed out in this browser",
            await landed.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/incidents");
        request.Headers.Add("Cookie", cookie);
        using var copy = await house.Browser().SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, copy.StatusCode);
    }

    [Fact]
    public async Task End_StoreCanBeWrittenAgain_IsDoneThereToo()
    {
        using var seeded = new SeededStore();
        var store = new Db.Store(seeded.Folder);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var keys = new EphemeralDataProtectionProvider();
        var here = new SessionTickets(store, keys, time, NullLogger<SessionTickets>.Instance);
        var elsewhere = new SessionTickets(store, keys, time, NullLogger<SessionTickets>.Instance);
        var key = await here.StoreAsync(Ticket(time));
        Sql(seeded.Folder, Refusal);

        Assert.False(here.End(key));
        Assert.Null(here.Find(key));
        Assert.NotNull(elsewhere.Find(key));

        Sql(seeded.Folder, "DROP TRIGGER refuse;");
        await House.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(11));
            return Task.FromResult(elsewhere.Find(key) is null);
        });
        Assert.Null(here.Find(key));
    }

    private const string Refusal =
        "CREATE TRIGGER refuse BEFORE DELETE ON dashboard_session BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;";

    private static AuthenticationTicket Ticket(TimeProvider time) =>
        new(
            new(new System.Security.Claims.ClaimsIdentity("test")),
            new AuthenticationProperties { ExpiresUtc = time.GetUtcNow().AddDays(1) },
            "Cookies"
        );

    private static void Sql(string folder, string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "journal.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
