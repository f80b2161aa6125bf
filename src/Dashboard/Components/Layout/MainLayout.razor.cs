using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>Top bar, stale notice and page. A page that throws is replaced by a notice, and forgotten when the reader goes on.</summary>
public partial class MainLayout
{
    private ErrorBoundary? _boundary;
    private string? _drawn;

    [Inject]
    private ShellState Shell { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Path => "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        Shell.Changed -= Redraw;
        GC.SuppressFinalize(this);
    }

    /// <summary>Listens at once: the state lives and dies with the circuit, and a page may set it before the first render ends.</summary>
    protected override void OnInitialized() => Shell.Changed += Redraw;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_drawn != Path)
        {
            _drawn = Path;
            _boundary?.Recover();
        }
    }

    private void Redraw(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);
}
