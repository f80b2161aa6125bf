using System.Text;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Hotfix;

/// <summary>
/// Writes a forward hotfix: a new migration that gives a procedure the body back that the base has. It is a skeleton for people to
/// complete and review; a script that takes a migration back is never written.
/// </summary>
internal static class HotfixScript
{
    /// <exception cref="BadFileException">The base does not have the procedure.</exception>
    public static string Of(RunningSchema running, string procedure)
    {
        var name = Names.Of(procedure);
        if (!running.Picture.Procedures.TryGetValue(name, out var prior))
        {
            throw new BadFileException(running.Name, $"has no procedure {name}");
        }

        var text = new StringBuilder();
        text.Append("-- Forward hotfix: gives ").Append(prior.Name).Append(" the body back that it had before.\n");
        text.Append(
            "-- Tables and columns stay as they are. Check that the body still fits them, then number this file as the newest\n"
        );
        text.Append("-- migration and have it reviewed.\n");
        text.Append("--\n");
        text.Append("-- Incident:\n-- Author:\n-- DBA review (name, date):\n-- SEC review (name, date):\n--\n");
        text.Append("-- Body from: ").Append(prior.At.File).Append("\n\n");
        text.Append("DROP PROCEDURE IF EXISTS ").Append(SchemaModel.Quoted(prior.Name)).Append(";\nGO\n\n");
        text.Append(prior.Text.TrimEnd()).Append("\nGO\n");
        if (running.Picture.Grants.TryGetValue(prior.Name, out var grants))
        {
            text.Append('\n').AppendJoin('\n', grants.Select(grant => $"{grant.TrimEnd(' ', ';')};")).Append("\nGO\n");
        }
        else
        {
            text.Append(
                "\n-- The base grants EXECUTE on it to nobody by name. Unless the whole schema is granted, grant it here.\n"
            );
        }

        return text.ToString();
    }
}
