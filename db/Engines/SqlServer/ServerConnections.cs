using DbUp.Engine.Transactions;
using DbUp.Support;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>Gives the migrations our connections, whatever identity they come with, and splits scripts where <c>GO</c> stands.</summary>
internal sealed class ServerConnections(StoreConnection connection)
    : DatabaseConnectionManager(new DelegateConnectionFactory(_ => connection.Make()))
{
    private readonly SqlCommandSplitter _splitter = new();

    public override IEnumerable<string> SplitScriptIntoCommands(string scriptContents) =>
        _splitter.SplitScriptIntoCommands(scriptContents);
}
