using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>Takes what a person saw, and the screenshot, which is looked at before it is sent.</summary>
public partial class AttestPanel
{
    private string _words = "";
    private byte[] _picture = [];
    private string? _problem;

    /// <summary>What is asked.</summary>
    [Parameter, EditorRequired]
    public AttestView View { get; set; } = null!;

    /// <summary>Whether something was sent and its answer is still out.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Takes the answer.</summary>
    [Parameter]
    public EventCallback<AttestAnswer> OnAttest { get; set; }

    private bool Off => Busy || View.Refusal is not null;

    private bool Written => !string.IsNullOrWhiteSpace(_words);

    private string Why =>
        View.Refusal
        ?? (
            !Written ? "Off until you say what you saw."
            : _picture.Length == 0 ? "Off until a screenshot is chosen."
            : "Becomes part of the record with your name and the screenshot."
        );

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        (_picture, _problem) = ([], null);
        if (chosen.File.Size > AttestedPicture.Largest)
        {
            _problem = $"{chosen.File.Name} is larger than 5 MiB.";
            return;
        }

        await using var stream = chosen.File.OpenReadStream(AttestedPicture.Largest);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        var picture = content.ToArray();
        if (AttestedPicture.Of(picture) is null)
        {
            _problem = $"{chosen.File.Name} is neither PNG nor JPEG.";
            return;
        }

        _picture = picture;
    }

    private Task SayAsync(bool well) => OnAttest.InvokeAsync(new(well, _words, _picture));
}
