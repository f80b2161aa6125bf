using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>Draws nothing: lets the browser tell the circuit when its tab is hidden and seen again.</summary>
public sealed class TabWatch : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<TabWatch>? _self;
    private IJSObjectReference? _script;

    [Inject]
    private Attention Attention { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public void Seen(bool visible) => Attention.Set(!visible);

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("leave", _self);
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and its listener with it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./js/tab.js");
            await _script.InvokeVoidAsync("watch", _self);
        }
        catch (JSDisconnectedException)
        {
            // Gone before it was seen.
        }
    }
}
