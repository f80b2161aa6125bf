using System.Data.Common;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Db;
using Mcpx.Domain;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>
/// The journal for whoever has to rely on it: what is asked for, the entry that is open and who may take it away. Searching and
/// the chain are in the other parts of the class.
/// </summary>
public partial class AuditPage
{
    private readonly CancellationTokenSource _left = new();
    private AuditQuery _asked = new();
    private AuditEntry? _entry;
    private long? _missing;
    private IReadOnlyList<string> _environments = [];
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
    private NavigationManager Navigation { get; set; } = null!;

    private string? MayNotExport =>
        AccessTable.Allows(Act.ExportJournal, Myself)
            ? null
            : $"To export the journal: {AccessTable.Sentence(Act.ExportJournal)}";

    private string Title =>
        _index is null ? "Audit"
        : _asked.IsNarrow ? $"{Entries(_index.Count)} found"
        : $"{Entries(_index.Count)} in the journal";

    private protected override IReadOnlyCollection<string> Watched => [];

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

        AskAnchorsNowAndThen();
        if (_index is null && _trouble is null)
        {
            _ = InvokeAsync(AgainAsync);
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
        catch (DbException problem)
        {
            (_entry, _trouble) = (null, $"The journal could not be read: {problem.Message}");
        }
    }

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{Words.Count(count)} entries";
}
