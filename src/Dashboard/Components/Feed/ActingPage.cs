using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Auth.Sessions;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
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

    /// <summary>Who looks, with every role; null when nobody is signed in any more.</summary>
    private protected Person? Myself { get; private set; }

    [Inject]
    private protected SessionWatch Session { get; set; } = null!;

    [Inject]
    private protected IDialogService Dialogs { get; set; } = null!;

    [CascadingParameter]
    private protected Task<AuthenticationState> Auth { get; set; } = null!;

    /// <summary>The role that what is done here takes, for who has it; null for the most entitled of theirs.</summary>
    private protected virtual Role? Wanted => null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => Become(Person.From((await Auth).User));

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        // Whoever lost a role while the page was open loses the button.
        if (Auth.IsCompletedSuccessfully)
        {
            Become(Person.From(Auth.Result.User));
        }

        base.OnParametersSet();
    }

    private protected async Task<Actor> WhoAsync()
    {
        Become(Person.From((await Auth).User));
        return Me;
    }

    /// <summary>Who looks, in the role that something of its own takes.</summary>
    private protected async Task<Actor> WhoAsync(Func<Person, Actor> choose) =>
        await WhoAsync() is var me && Myself is { } person ? choose(person) : me;

    private void Become(Person? person) =>
        (Myself, Me) = (person, person is null ? new("", Role.Viewer) : State.WhoIs(ActorOf.From(person, Wanted)));

    /// <summary>Writes one thing down and says why it was not.</summary>
    /// <returns>Whether it was.</returns>
    private protected async Task<bool> WriteAsync(Act act, Func<Actor, Refusal?> write)
    {
        Busy = true;
        try
        {
            // Not who opened the page: who they are now, at the server and at the provider.
            Become(await Session.NowAsync());
            Said = AccessTable.Refusal(act, Myself) ?? write(Me)?.Text;
            return Said is null;
        }
        catch (Exception problem) when (Db.StoreFault.Is(problem))
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
