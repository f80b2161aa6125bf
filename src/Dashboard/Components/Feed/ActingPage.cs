using Mcpx.Dashboard.Auth;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>A live page on which people act: who they are is asked at the moment of the click, and the domain decides.</summary>
public abstract class ActingPage : LivePage
{
    /// <summary>What came of the newest act, where it is worth a word; null otherwise.</summary>
    private protected string? Said { get; set; }

    /// <summary>Whether something is being written.</summary>
    private protected bool Busy { get; private set; }

    /// <summary>Who looks.</summary>
    private protected Actor Me { get; private set; } = new("", Role.Viewer);

    [Inject]
    private protected IDialogService Dialogs { get; set; } = null!;

    [CascadingParameter]
    private protected Task<AuthenticationState> Auth { get; set; } = null!;

    /// <summary>The role that what is done here takes, for who has it; null for the most entitled of theirs.</summary>
    private protected virtual Role? Wanted => null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => Me = await WhoAsync();

    private protected Task<Actor> WhoAsync() => WhoAsync(person => ActorOf.From(person, Wanted));

    /// <summary>Who looks, in the role that something of its own takes.</summary>
    private protected async Task<Actor> WhoAsync(Func<Person, Actor> choose) =>
        Person.From((await Auth).User) is { } person ? choose(person) : new("", Role.Viewer);

    /// <summary>Writes one thing down and says why it was not.</summary>
    /// <returns>Whether it was.</returns>
    private protected async Task<bool> WriteAsync(Func<Actor, Refusal?> write)
    {
        Busy = true;
        try
        {
            Me = await WhoAsync();
            Said = write(Me)?.Text;
            return Said is null;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or TimeoutException)
        {
            Said = $"It could not be written, nothing was changed: {problem.Message} Try again.";
            return false;
        }
        finally
        {
            Busy = false;
            DrawNow();
        }
    }
}
