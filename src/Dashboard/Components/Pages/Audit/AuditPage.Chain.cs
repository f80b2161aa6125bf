using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>What is known of the chain: its verification, which somebody starts, and where its head is anchored.</summary>
public partial class AuditPage
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    private ChainView _chain = ChainView.Of(new ChainUnverified(), null, configured: true, 0, default);
    private AnchorStandings? _anchors;
    private DateTimeOffset _anchorsAsked;

    [Inject]
    private ChainCheck Check { get; set; } = null!;

    [Inject]
    private AnchorLook Anchors { get; set; } = null!;

    private void DrawChain() =>
        _chain = ChainView.Of(
            Check.Current,
            _anchors,
            State.Configuration?.Options.Journal.Anchor.IsKept ?? false,
            State.Position,
            Time.GetUtcNow()
        );

    private void OnChain() =>
        _ = InvokeAsync(() =>
        {
            var before = _chain.Title;
            DrawChain();
            if (_chain.Progress is null && before != _chain.Title)
            {
                _announced = _chain.Title;
            }

            StateHasChanged();
        });

    private void AskAnchorsNowAndThen()
    {
        if (Time.GetUtcNow() - _anchorsAsked >= AskAgain)
        {
            _anchorsAsked = Time.GetUtcNow();
            _ = InvokeAsync(AskAnchorsAsync);
        }
    }

    private async Task AskAnchorsAsync()
    {
        _anchors = await Anchors.AskAsync(_left.Token);
        DrawChain();
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        await WriteAsync(
            Act.VerifyJournal,
            me =>
            {
                _ = Check.Start(me.Name);
                return null;
            }
        );
    }
}
