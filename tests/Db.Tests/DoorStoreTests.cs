namespace Mcpx.Db.Tests;

public sealed class DoorStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private readonly DataFolder _folder = new();

    private SessionStore Sessions => new Store(_folder.Path).Sessions;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keys_AddedTwice_StayAsTheyWere()
    {
        var keys = new Store(_folder.Path).DashboardKeys;
        keys.Add("a", "<a/>");
        keys.Add("b", "<b/>");
        keys.Add("a", "<other/>");
        Assert.Equal(["<a/>", "<b/>"], new Store(_folder.Path).DashboardKeys.All());
    }

    [Fact]
    public void Session_UntilItsEnd_IsFoundByEveryDashboard()
    {
        Sessions.Add("id", "ada", [1, 2], Now.AddHours(1), Now);
        Assert.Equal([1, 2], Sessions.Find("id", Now));
        Assert.Null(Sessions.Find("id", Now.AddHours(1)));
        Assert.Null(Sessions.Find("other", Now));
    }

    [Fact]
    public void Session_Renewed_LivesOn()
    {
        Sessions.Add("id", "ada", [1], Now.AddHours(1), Now);
        Assert.True(Sessions.Renew("id", [2], Now.AddHours(3)));
        Assert.Equal([2], Sessions.Find("id", Now.AddHours(2)));
    }

    [Fact]
    public void Session_Removed_IsNotBroughtBack()
    {
        Sessions.Add("id", "ada", [1], Now.AddHours(1), Now);
        Sessions.Remove("id");
        Assert.False(Sessions.Renew("id", [2], Now.AddHours(3)));
        Assert.Null(Sessions.Find("id", Now));
    }

    [Fact]
    public void Sessions_OfOnePerson_AreBounded()
    {
        for (var i = 0; i <= SessionStore.MostOfOne; i++)
        {
            Sessions.Add($"id{i}", "ada", [1], Now.AddHours(1).AddMinutes(i), Now);
        }

        Sessions.Add("bob", "bob", [1], Now.AddMinutes(1), Now);
        Assert.Null(Sessions.Find("id0", Now));
        Assert.NotNull(Sessions.Find("id1", Now));
        Assert.NotNull(Sessions.Find("bob", Now));
    }

    [Fact]
    public void Sessions_ThatRanOut_AreClearedAway()
    {
        Sessions.Add("old", "ada", [1], Now.AddMinutes(1), Now);
        Sessions.Add("new", "bob", [1], Now.AddHours(9), Now.AddHours(2));
        // Looked for as if no time had passed: it is gone, not only over.
        Assert.Null(Sessions.Find("old", Now));
    }

    [Fact]
    public void Store_ThatIsNotThere_IsNotMadeByAskingWhetherItIs()
    {
        using var empty = new DataFolder(migrated: false);
        Assert.False(new Store(empty.Path).Sessions.Exists);
        Assert.False(new Store(empty.Path).DashboardKeys.Exists);
        Assert.False(File.Exists(Path.Combine(empty.Path, "journal.db")));
    }
}
