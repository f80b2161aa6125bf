using Mcpx.Domain.Rca;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>What people write. What somebody else keeps meanwhile is said, and never overwrites what is being typed.</summary>
public partial class ReportEditor
{
    private readonly List<Row> _rows = [];
    private string _cause = "";
    private string _factors = "";

    /// <summary>What was written when the form was opened.</summary>
    [Parameter, EditorRequired]
    public ReportWords Words { get; set; } = ReportWords.None;

    /// <summary>Today, where the reader is.</summary>
    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Whether another version was kept since the form was opened.</summary>
    [Parameter]
    public bool Newer { get; set; }

    /// <summary>Whether something was sent and its answer is still out.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Keeps the words.</summary>
    [Parameter]
    public EventCallback<ReportWords> OnKeep { get; set; }

    /// <summary>Leaves the form.</summary>
    [Parameter]
    public EventCallback OnBack { get; set; }

    /// <summary>Once, and not at every change of its parameters.</summary>
    protected override void OnInitialized()
    {
        _cause = Words.RootCause;
        _factors = string.Join('\n', Words.Factors);
        _rows.AddRange(
            Words.FollowUps.Select(one => new Row
            {
                What = one.What,
                Owner = one.Owner,
                Due = one.Due,
            })
        );
    }

    private Task SendAsync() =>
        OnKeep.InvokeAsync(
            new(
                _cause.Trim(),
                [.. _factors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
                [
                    .. _rows
                        .Select(row => new FollowUp(row.What.Trim(), row.Owner.Trim(), row.Due))
                        .Where(one => one.What.Length > 0 || one.Owner.Length > 0),
                ]
            )
        );

    private sealed class Row
    {
        public string What { get; set; } = "";
        public string Owner { get; set; } = "";
        public DateOnly Due { get; set; }
    }
}
