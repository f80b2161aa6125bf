using System.Data.Common;
using Mcpx.Db;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>
/// A search keeps where entries lie and reads those in sight; what is written meanwhile is offered, and moves nothing under the
/// reader's eyes.
/// </summary>
public partial class AuditPage
{
    private JournalFilter _filter = new();
    private JournalIndex? _index;
    private bool _searching;
    private int _searches;

    private async Task AgainAsync()
    {
        await SearchAsync();
        StateHasChanged();
    }

    private async Task SearchAsync()
    {
        if (_searching || Follower.Obstacle is not null)
        {
            return;
        }

        _searching = true;
        try
        {
            // Somebody may ask for something else while the journal is read.
            AuditQuery taken;
            do
            {
                taken = _asked;
                _trouble = taken.Problem;
                _index = null;
                _filter = taken.Filter(State, Time.GetUtcNow());
                if (_trouble is null)
                {
                    _index = await Task.Run(() => Search.Index(_filter, _left.Token), _left.Token);
                }
            } while (taken != _asked);

            _searches++;
            _announced = Following && _index is not null ? Title : "";
        }
        catch (Exception problem) when (problem is DbException or IOException)
        {
            _trouble = $"The journal could not be read: {problem.Message}";
        }
        catch (OperationCanceledException)
        {
            // The reader left.
        }
        finally
        {
            _searching = false;
        }
    }

    private async ValueTask<ItemsProviderResult<AuditRow>> RowsAsync(ItemsProviderRequest request)
    {
        if (_index is not { } index)
        {
            return new([], 0);
        }

        try
        {
            var count = Math.Min(request.Count, index.Count - request.StartIndex);
            var rows = await Task.Run(() => Search.Read(_filter, index, request.StartIndex, count), _left.Token);
            return new(rows.Select(row => AuditRow.Of(row, State)), index.Count);
        }
        catch (Exception problem) when (problem is DbException or IOException)
        {
            _trouble = $"The journal could not be read: {problem.Message}";
            _ = InvokeAsync(StateHasChanged);
            return new([], 0);
        }
    }

    private static string? Searched(JournalIndex index) =>
        index.Back is { } back
            ? $"Looked at the newest entries back to {back} only. Narrow it by time or stream to look further back."
            : null;
}
