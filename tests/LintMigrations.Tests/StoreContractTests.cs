extern alias store;
using System.Data;
using System.Reflection;
using System.Xml.Linq;
using Mcpx.LintMigrations.Schema;
using Microsoft.Data.SqlClient.Server;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using store::Mcpx.Db.Engines;
using store::Mcpx.Db.Engines.SqlServer;

namespace Mcpx.LintMigrations.Tests;

/// <summary>
/// The store's schema in db/sqlserver stands by itself, and every statement of the program fits it: the statements are the
/// program's own types, there is no second list of them.
/// </summary>
public sealed class StoreContractTests
{
    /// <summary>In a case-sensitive database a name that is spelt otherwise is another one.</summary>
    private const string UsualCollation = "SQL_Latin1_General_CP1_CI_AS";

    private const int UnresolvedReference = 71502;

    /// <summary>A procedure of every server, which no model without the server's own database knows.</summary>
    private const string OfTheServer = "[sp_getapplock]";

    /// <summary>What two procedures share, and what an earlier version called: scripts only ever add.</summary>
    private static readonly string[] CalledByOthers = ["AppendWithin", "AllLinks"];

    private static readonly Lazy<TSqlModel> Newest = new(() =>
        Model(SqlServerVersion.Sql150, ServerSchema.Scripts.Count)
    );

    /// <summary>What stands there before the first script: the migrations make it.</summary>
    private const string Before = """
        CREATE SCHEMA watchdog;
        GO
        CREATE TABLE watchdog.SchemaVersions (Id int NOT NULL IDENTITY (1, 1), ScriptName nvarchar(255) NOT NULL, Applied datetime NOT NULL);
        GO
        """;

    public static TheoryData<string> Statements => [.. StatementTypes.Select(type => type.Name)];

    public static TheoryData<string> Tables => [.. RowTypes.Select(type => type.Name)];

    private static IReadOnlyList<Type> StatementTypes { get; } =
    [.. typeof(Statement).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Statement)) && !type.IsAbstract)];

    private static IReadOnlyList<Type> RowTypes { get; } =
    [
        .. StatementTypes
            .SelectMany(type => type.GetProperties())
            .Select(RowOf)
            .OfType<Type>()
            .Distinct()
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    [ModelTheory]
    [InlineData(SqlServerVersion.Sql150, UsualCollation)]
    [InlineData(SqlServerVersion.Sql150, "Latin1_General_100_CS_AS")]
    [InlineData(SqlServerVersion.Sql150, "Turkish_100_CI_AS")]
    [InlineData(SqlServerVersion.SqlAzure, UsualCollation)]
    public void Scripts_InSqlServersOwnModel_ReferToNothingThatIsNotThere(SqlServerVersion version, string collation)
    {
        using var model = Model(version, ServerSchema.Scripts.Count, collation);

        Assert.DoesNotContain(
            model.Validate(),
            message =>
                (message.MessageType == DacMessageType.Error || message.Number == UnresolvedReference)
                && !message.Message.Contains(OfTheServer, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Scripts_OurOwnLinter_FindsNothing()
    {
        using var folder = new Folder();
        foreach (var script in ServerSchema.Scripts)
        {
            folder.File(script.Name, script.Contents);
        }

        var result = Lint.Run(new(folder.Path, Strict: true));

        Assert.True(result.Passed, string.Join('\n', result.Findings));
        Assert.Equal(ServerSchema.Scripts.Count, result.Files);
    }

    [ModelFact]
    public void Procedures_AllOfThem_AreOnesTheProgramCalls()
    {
        var model = Newest.Value;

        Assert.Equal(
            StatementTypes.Select(type => type.Name).Order(StringComparer.Ordinal),
            model
                .GetObjects(DacQueryScopes.UserDefined, Procedure.TypeClass)
                .Select(procedure => procedure.Name.Parts[^1])
                .Where(name => !CalledByOthers.Contains(name, StringComparer.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [ModelTheory]
    [MemberData(nameof(Statements))]
    public void Statement_Parameters_AreThoseOfItsProcedure(string name)
    {
        var model = Newest.Value;
        var procedure = model.GetObject(
            Procedure.TypeClass,
            new ObjectIdentifier(Statement.Schema, name),
            DacQueryScopes.UserDefined
        );

        Assert.NotNull(procedure);
        Assert.Equal(
            procedure.GetReferenced(Procedure.Parameters).Select(Declared),
            StatementTypes
                .Single(type => type.Name == name)
                .GetProperties()
                .Where(member => member.GetMethod!.IsPublic)
                .Select(member => $"@{member.Name} {TypeOf(member)}")
        );
    }

    [ModelTheory]
    [MemberData(nameof(Tables))]
    public void Row_Columns_AreThoseOfItsTableType(string name)
    {
        var model = Newest.Value;
        var row = RowTypes.Single(type => type.Name == name);
        var table = model.GetObject(
            TableType.TypeClass,
            new ObjectIdentifier(Statement.Schema, name),
            DacQueryScopes.UserDefined
        );
        var sent = (SqlMetaData[])
            typeof(TableParameter<>)
                .MakeGenericType(row)
                .GetMethod("Columns", BindingFlags.Static | BindingFlags.NonPublic)!
                .Invoke(obj: null, parameters: null)!;

        Assert.NotNull(table);
        Assert.Equal(
            table
                .GetReferenced(TableType.Columns)
                .Select(column =>
                    (
                        column.Name.Parts[^1],
                        column
                            .GetReferenced(TableTypeColumn.DataType)
                            .Single()
                            .Name.Parts[^1]
                            .Replace("binary", "varbinary", StringComparison.Ordinal)
                            .Replace("varvar", "var", StringComparison.Ordinal),
                        column.GetProperty<bool>(TableTypeColumn.Nullable)
                    )
                ),
            sent.Select(column =>
                (column.Name, column.SqlDbType.ToString().ToLowerInvariant(), MayBeNull(row, column.Name))
            )
        );
    }

    /// <summary>From the first script, and from the one before the last.</summary>
    [ModelFact]
    public void Upgrade_FromAnEarlierSchema_LosesNothing()
    {
        using var folder = new Folder();
        foreach (var scripts in new[] { 1, ServerSchema.Scripts.Count - 1 })
        {
            var report = XDocument.Parse(
                DacServices.GenerateDeployReport(
                    Package(folder, "new", ServerSchema.Scripts.Count),
                    Package(folder, "old", scripts),
                    "store",
                    new() { BlockOnPossibleDataLoss = false }
                )
            );

            Assert.DoesNotContain(report.Descendants(), element => element.Name.LocalName == "Issue");
            Assert.DoesNotContain(
                report.Descendants().Where(element => element.Name.LocalName == "Operation"),
                operation => operation.Attribute("Name")!.Value is "Drop" or "TableRebuild"
            );
        }
    }

    private static DacPackage Package(Folder folder, string name, int scripts)
    {
        using var model = Model(SqlServerVersion.Sql150, scripts);
        var file = Path.Combine(folder.Path, $"{name}{scripts}.dacpac");
        DacPackageExtensions.BuildPackage(file, model, new() { Name = "store", Version = "1.0.0" });
        return DacPackage.Load(file);
    }

    private static TSqlModel Model(SqlServerVersion version, int scripts, string collation = UsualCollation)
    {
        var model = new TSqlModel(version, new TSqlModelOptions { Collation = collation });
        model.AddObjects(Before);
        foreach (var script in ServerSchema.Scripts.Take(scripts))
        {
            model.AddObjects(script.Contents);
        }

        return model;
    }

    private static string Declared(TSqlObject parameter) =>
        $"{parameter.Name.Parts[^1]} {string.Join('.', parameter.GetReferenced(Parameter.DataType).Single().Name.Parts)}";

    private static string TypeOf(PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return RowOf(member) is { } row ? $"{Statement.Schema}.{row.Name}"
            : type == typeof(string) ? "nvarchar"
            : type == typeof(int) ? "int"
            : type == typeof(long) ? "bigint"
            : type == typeof(byte[]) || type == typeof(StreamParameter) ? "varbinary"
            : type == typeof(UtcTime) ? "datetimeoffset"
            : throw new NotSupportedException(type.Name);
    }

    /// <summary>The row of a member that is sent as a table; null for any other.</summary>
    private static Type? RowOf(PropertyInfo member) =>
        member.PropertyType.IsGenericType
        && (
            member.PropertyType.GetGenericTypeDefinition() == typeof(TableParameter<>)
            || member.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)
        )
            ? member.PropertyType.GenericTypeArguments[0]
            : null;

    private static bool MayBeNull(Type row, string member)
    {
        var property = row.GetProperty(member)!;
        return Nullable.GetUnderlyingType(property.PropertyType) is not null
            || new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
    }
}
