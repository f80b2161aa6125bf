extern alias watchdog;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.LintMigrations.Schema;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using watchdog::Mcpx.Watchdog.PortalDatabase;

namespace Mcpx.LintMigrations.Tests;

/// <summary>
/// The portal's contract in db/portal stands by itself, and every call that the watchdog makes fits it. The calls are the
/// watchdog's own; there is no second list of them.
/// </summary>
public sealed class PortalContractTests
{
    /// <summary>In a case-sensitive database a name that is spelt otherwise is another one.</summary>
    private const string UsualCollation = "SQL_Latin1_General_CP1_CI_AS";

    private const int UnresolvedReference = 71502;

    private static readonly PlanRevert Flag = new(ChangeKind.Flag, "NewJobs", "on", "off");
    private static readonly PlanRevert Key = new(ChangeKind.Config, "Network:SseKeepAliveSeconds", "60", "10");

    public static TheoryData<string, PortalCall> Calls =>
        new()
        {
            { "write a flag", PortalProcedures.Set(Flag, "Prod", "x") },
            { "write a key", PortalProcedures.Set(Key, "Prod", "x") },
            { "read a flag", PortalProcedures.ReadFlag("dbo.sp_Feature_Get", Flag.Key, "Prod", role: null) },
            { "read a key", PortalProcedures.ReadConfig("dbo.sp_Config_GetValue", Key.Key, "Prod") },
            { "read AuditEvents", PortalProcedures.ReadAudit("dbo.sp_Audit_GetByRequestId", "x") },
        };

    public static TheoryData<string, IReadOnlyList<string>> Results =>
        new()
        {
            { "dbo.sp_Feature_Get", PortalColumns.OfFlag },
            { "dbo.sp_Config_GetValue", PortalColumns.OfConfig },
            { "dbo.sp_Audit_GetByRequestId", PortalColumns.OfAudit },
        };

    [ModelTheory]
    [InlineData(SqlServerVersion.Sql150, UsualCollation)]
    [InlineData(SqlServerVersion.Sql150, "Latin1_General_100_CS_AS")]
    [InlineData(SqlServerVersion.Sql150, "Turkish_100_CI_AS")]
    [InlineData(SqlServerVersion.SqlAzure, UsualCollation)]
    public void Scripts_InSqlServersOwnModel_ReferToNothingThatIsNotThere(SqlServerVersion version, string collation)
    {
        using var model = Model(version, collation);

        Assert.Empty(
            model
                .Validate()
                .Where(message => message.MessageType == DacMessageType.Error || message.Number == UnresolvedReference)
                .Select(message => message.Message)
        );
    }

    [ModelFact]
    public void Scripts_MissingTable_WouldBeFound()
    {
        using var model = Model(SqlServerVersion.Sql150);
        model.AddObjects("CREATE PROCEDURE dbo.sp_Wrong AS SELECT Value FROM dbo.NoSuchTable;");

        Assert.Contains(model.Validate(), message => message.Number == UnresolvedReference);
    }

    [Fact]
    public void Scripts_OurOwnLinter_FindsNothing()
    {
        var result = Lint.Run(new(Scripts(), Strict: true));

        Assert.True(result.Passed, string.Join('\n', result.Findings));
        Assert.Equal(5, result.Files);
    }

    [ModelTheory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public void Command_EveryCall_HasTheParametersThatTheProcedureDeclares(string what, PortalCall call)
    {
        using var model = Model(SqlServerVersion.Sql150);
        using var command = PortalCommands.Of(call, TimeSpan.FromSeconds(15));

        Assert.Equal(CommandType.StoredProcedure, command.CommandType);
        var procedure = model.GetObject(
            Procedure.TypeClass,
            new ObjectIdentifier(command.CommandText.Split('.')),
            DacQueryScopes.UserDefined
        );
        Assert.True(procedure is not null, $"{what}: {command.CommandText} is not in db/portal");
        Assert.Equal(
            procedure.GetReferenced(Procedure.Parameters).Select(Declared),
            command.Parameters.Cast<SqlParameter>().Select(Called)
        );
    }

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void Result_EveryRead_HasTheColumnsThatAreReadOfIt(string procedure, IReadOnlyList<string> columns) =>
        Assert.Equal(columns, RunningSchema.Read(Scripts()).Picture.Procedures[procedure].Result.Columns);

    [Fact]
    public void Grants_Role_MayExecuteEveryProcedureAndNothingElse()
    {
        var picture = RunningSchema.Read(Scripts()).Picture;

        Assert.Equal(
            picture.Procedures.Keys.Order(StringComparer.Ordinal),
            picture
                .Grants.Where(granted => granted.Value.Count > 0)
                .Select(granted => granted.Key)
                .Order(StringComparer.Ordinal)
        );
        var rights = File.ReadAllText(Path.Combine(Scripts(), "0005_rights.sql"));
        Assert.Equal(picture.Procedures.Count, rights.Split("GRANT ").Length - 1);
    }

    [Fact]
    public void Rights_Question_IsOneStatementThatOnlySelects()
    {
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(
            new StringReader(PortalCommands.Rights),
            out var errors
        );

        Assert.Empty(errors);
        var statement = Assert.Single(Assert.Single(((TSqlScript)parsed).Batches).Statements);
        Assert.Null(Assert.IsType<SelectStatement>(statement).Into);
    }

    private static TSqlModel Model(SqlServerVersion version, string collation = UsualCollation)
    {
        var model = new TSqlModel(version, new TSqlModelOptions { Collation = collation });
        foreach (var file in Directory.GetFiles(Scripts(), "*.sql").Order(StringComparer.Ordinal))
        {
            model.AddObjects(File.ReadAllText(file));
        }

        return model;
    }

    private static string Declared(TSqlObject parameter)
    {
        var type = parameter.GetReferenced(Parameter.DataType).Single().Name.Parts[^1];
        var length = parameter.GetProperty<bool>(Parameter.IsMax) ? -1 : parameter.GetProperty<int>(Parameter.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{parameter.Name.Parts[^1]} {type} {length}");
    }

    private static string Called(SqlParameter parameter) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{parameter.ParameterName} {parameter.SqlDbType.ToString().ToLowerInvariant()} {(parameter.SqlDbType == SqlDbType.Bit ? 0 : parameter.Size)}"
        );

    private static string Scripts([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "db", "portal"));
}
