using System.IO.Compression;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;

namespace Mcpx.LintMigrations.Schema;

/// <summary>Reads a schema from a dacpac: its model scripts every object, and the scripts are read like those of a folder.</summary>
internal static class Dacpac
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const long MostUnpacked = 256 * 1024 * 1024;

    private static readonly ModelTypeClass[] Kinds =
    [
        ModelSchema.Schema,
        ModelSchema.DataType,
        ModelSchema.TableType,
        ModelSchema.Sequence,
        ModelSchema.Table,
        ModelSchema.View,
        ModelSchema.ScalarFunction,
        ModelSchema.TableValuedFunction,
        ModelSchema.Synonym,
        ModelSchema.Procedure,
        ModelSchema.Permission,
    ];

    /// <exception cref="BadFileException">It is no dacpac within the bounds, or holds nothing that is judged.</exception>
    public static SchemaPicture Read(string path)
    {
        SchemaModel.NeedCultures(path);
        Measure(path);
        var picture = new SchemaPicture();
        var scripts = 0;
        try
        {
            using var model = TSqlModel.LoadFromDacpac(
                path,
                new ModelLoadOptions(DacSchemaModelStorageType.Memory, loadAsScriptBackedModel: false)
            );
            foreach (var thing in Kinds.SelectMany(kind => model.GetObjects(DacQueryScopes.UserDefined, kind)))
            {
                if (!thing.TryGetScript(out var script))
                {
                    continue;
                }

                scripts++;
                var reading = SqlReader.Parse(path, script);
                SchemaFold.Run(
                    picture,
                    reading.File ?? throw new BadFileException(path, $"{thing.Name}: {reading.Problems[0].Text}")
                );
            }
        }
        catch (Exception problem) when (problem is not BadFileException)
        {
            // Whatever a hostile package makes the model throw, it is the package that cannot be read.
            throw new BadFileException(
                path,
                $"no schema can be read from it: {problem.Message.ReplaceLineEndings(" ")}"
            );
        }

        return scripts > 0 ? picture : throw new BadFileException(path, "holds no schema");
    }

    /// <summary>Unpacks it once into nothing: a small file may hold a model that fills the memory.</summary>
    private static void Measure(string path)
    {
        try
        {
            if (new FileInfo(path).Length is 0 or > MostBytes)
            {
                throw new BadFileException(path, $"is empty or longer than {MostBytes / 1024 / 1024} MiB");
            }

            using var archive = ZipFile.OpenRead(path);
            var (left, buffer) = (MostUnpacked, new byte[81_920]);
            foreach (var entry in archive.Entries)
            {
                using var content = entry.Open();
                while (content.Read(buffer) is var read and > 0)
                {
                    left -= read;
                    if (left < 0)
                    {
                        throw new BadFileException(path, $"unpacks to more than {MostUnpacked / 1024 / 1024} MiB");
                    }
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BadFileException(path, $"is no dacpac: {problem.Message}");
        }
    }
}
