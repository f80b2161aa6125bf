using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Files;

/// <summary>How deep a tree is, told from where its parts begin and end: a visitor sees each part after the one around it.</summary>
internal sealed class Depth : TSqlFragmentVisitor
{
    private readonly Stack<TSqlFragment> _around = new();
    private int _deepest;

    public static int Of(TSqlFragment script)
    {
        var depth = new Depth();
        script.Accept(depth);
        return depth._deepest;
    }

    public override void Visit(TSqlFragment fragment)
    {
        if (fragment.FirstTokenIndex < 0)
        {
            return;
        }

        while (_around.TryPeek(out var outer) && !Holds(outer, fragment))
        {
            _around.Pop();
        }

        _around.Push(fragment);
        _deepest = Math.Max(_deepest, _around.Count);
    }

    private static bool Holds(TSqlFragment outer, TSqlFragment inner) =>
        outer.FirstTokenIndex <= inner.FirstTokenIndex && inner.LastTokenIndex <= outer.LastTokenIndex;
}
