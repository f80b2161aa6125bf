using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>A part of the shell that is drawn again with each sign of life, and nothing around it.</summary>
public sealed class ShellPart : ComponentBase, IDisposable
{
    /// <summary>What is drawn; reads the shell's state.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = null!;

    [Inject]
    private ShellState Shell { get; set; } = null!;

    /// <summary>Stops listening.</summary>
    public void Dispose() => Shell.Heard -= Redraw;

    /// <inheritdoc />
    protected override void OnInitialized() => Shell.Heard += Redraw;

    /// <inheritdoc />
    protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
        builder.AddContent(0, ChildContent);

    private void Redraw(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);
}
