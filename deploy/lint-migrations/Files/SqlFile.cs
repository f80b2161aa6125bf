using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>A file that was read, with everything in it by kind, the statements of constant dynamic SQL included.</summary>
internal sealed class SqlFile
{
    private readonly List<TSqlFragment> _everything;
    private readonly Ranges<TSqlFragment> _bodies;

    public SqlFile(string name, TSqlScript script)
    {
        (Name, Script) = (name, script);
        _everything = Collector.Collect(script);
        Embedded = DynamicText.Find(this);
        _everything.AddRange(Embedded.Values.SelectMany(Collector.Collect));
        _bodies = new(
            _everything
                .Where(fragment => fragment is ProcedureStatementBodyBase or TriggerStatementBody)
                .Select(body => (new Stretch(body.StartOffset, body.StartOffset + body.FragmentLength - 2), body))
        );
        Created = _everything
            .OfType<CreateTableStatement>()
            .Select(table => Names.Of(table.SchemaObjectName))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>As it is shown.</summary>
    public string Name { get; }

    public TSqlScript Script { get; }

    /// <summary>What stands in strings that are executed as they are.</summary>
    public IReadOnlyDictionary<StringLiteral, TSqlScript> Embedded { get; }

    /// <summary>Whether there is anything to run.</summary>
    public bool HasStatements => Script.Batches.Any(batch => batch.Statements.Count > 0);

    /// <summary>Tables that this file creates: nobody has rows in them, or calls them, before it ran.</summary>
    public IReadOnlySet<string> Created { get; }

    public IEnumerable<T> All<T>()
        where T : TSqlFragment => _everything.OfType<T>();

    public Spot At(TSqlFragment fragment) =>
        new(Name, Math.Max(1, fragment.StartLine), Math.Max(1, fragment.StartColumn));

    /// <summary>Whether it stands in the body of a procedure, function or trigger: it does not run when the migration does.</summary>
    public bool IsInBody(TSqlFragment fragment) => _bodies.Around(fragment.StartOffset - 1) is not null;

    private sealed class Collector : TSqlFragmentVisitor
    {
        private readonly List<TSqlFragment> _found = [];

        public static List<TSqlFragment> Collect(TSqlFragment root)
        {
            var collector = new Collector();
            root.Accept(collector);
            return collector._found;
        }

        public override void Visit(TSqlFragment fragment) => _found.Add(fragment);
    }
}
