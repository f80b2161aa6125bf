using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Data.Sqlite;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>
/// The journal for whoever has to rely on it. A search keeps where entries lie and reads those in sight; what is written meanwhile
/// is offered, and moves nothing under the reader's eyes.
/// </summary>
public partial class AuditPage
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _left = new();
    private AuditQuery _asked = new();
    private JournalFilter _filter = new();
    private JournalIndex? _index;
    private AuditEntry? _entry;
    private long? _missing;
    private ChainView _chain = ChainView.Of(new ChainUnverified(), null, configured: true, 0, default);
    private AnchorStandings? _anchors;
    private DateTimeOffset _anchorsAsked;
    private IReadOnlyList<string> _environments = [];
    private bool _searching;
    private int _searches;
    private string? _mayNotExport;
    private string? _trouble;
    private string _announced = "";

    /// <summary>Kind of stream.</summary>
    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    /// <summary>Of which environment.</summary>
    [SupplyParameterFromQuery]
    public string? Environment { get; set; }

    /// <summary>Of which incident.</summary>
    [SupplyParameterFromQuery]
    public string? Incident { get; set; }

    /// <summary>By whom.</summary>
    [SupplyParameterFromQuery]
    public string? Actor { get; set; }

    /// <summary>Type of event.</summary>
    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    /// <summary>Since when, back from now.</summary>
    [SupplyParameterFromQuery]
    public string? Last { get; set; }

    /// <summary>Not before.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>Before.</summary>
    [SupplyParameterFromQuery]
    public string? To { get; set; }

    /// <summary>What its words hold.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    /// <summary>The entry that is open.</summary>
    [SupplyParameterFromQuery]
    public long? Entry { get; set; }

    [Inject]
    private JournalSearch Search { get; set; } = null!;

    [Inject]
    private ChainCheck Check { get; set; } = null!;

    [Inject]
    private AnchorLook Anchors { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? MayNotExport => _mayNotExport;

    private string Title =>
        _index is null ? "Audit"
        : _asked.IsNarrow ? $"{Entries(_index.Count)} found"
        : $"{Entries(_index.Count)} in the journal";

    private protected override IReadOnlyCollection<string> Watched => [];

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        var person = Person.From((await Auth).User);
        _mayNotExport =
            person is not null && Policies.Allows(Policies.CanExport, person)
                ? null
                : $"To export the journal: {Policies.Sentence(Policies.CanExport)}";
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var asked = new AuditQuery(Kind, Environment, Incident, Actor, Type, Last, From, To, Text).Trimmed();
        if (asked != _asked || (_index is null && _trouble is null))
        {
            _asked = asked;
            await SearchAsync();
        }

        Open();
    }

    private protected override void Came() => Check.Changed += OnChain;

    private protected override void Left()
    {
        Check.Changed -= OnChain;
        _left.Cancel();
        _left.Dispose();
    }

    private protected override void Draw(bool disk)
    {
        _environments = EnvironmentOrder.Of(State);
        DrawChain();
        if (!disk || !Following)
        {
            return;
        }

        if (Time.GetUtcNow() - _anchorsAsked >= AskAgain)
        {
            _anchorsAsked = Time.GetUtcNow();
            _ = InvokeAsync(AskAnchorsAsync);
        }

        if (_index is null && _trouble is null)
        {
            _ = InvokeAsync(AgainAsync);
        }
    }

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

    private async Task AskAnchorsAsync()
    {
        _anchors = await Anchors.AskAsync(_left.Token);
        DrawChain();
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        var me = await WhoAsync();
        _ = Check.Start(me.Name);
    }

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
        catch (Exception problem) when (problem is SqliteException or IOException)
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
        catch (Exception problem) when (problem is SqliteException or IOException)
        {
            _trouble = $"The journal could not be read: {problem.Message}";
            _ = InvokeAsync(StateHasChanged);
            return new([], 0);
        }
    }

    private void Open()
    {
        _missing = null;
        if (Entry is not { } position)
        {
            _entry = null;
            return;
        }

        try
        {
            _entry = Search.One(position) is var (row, previous) ? AuditEntry.Of(row, previous, State) : null;
            _missing = _entry is null ? position : null;
        }
        catch (SqliteException problem)
        {
            (_entry, _trouble) = (null, $"The journal could not be read: {problem.Message}");
        }
    }

    private static string? Searched(JournalIndex index) =>
        index.Back is { } back
            ? $"Looked at the newest entries back to {back} only. Narrow it by time or stream to look further back."
            : null;

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{Words.Count(count)} entries";
}
