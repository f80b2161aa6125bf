using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>Bytes that the driver reads while it sends them, so that nothing holds them as a whole.</summary>
internal sealed class StreamParameter(Stream bytes) : SqlMapper.ICustomQueryParameter
{
    public void AddParameter(IDbCommand command, string name) =>
        ((SqlCommand)command).Parameters.Add(new SqlParameter(name, SqlDbType.VarBinary, -1) { Value = bytes });
}
