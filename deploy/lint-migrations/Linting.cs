using Mcpx.LintMigrations.Calls;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules;
using Mcpx.LintMigrations.Rules.Model;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations;

/// <summary>
/// Judges a folder of migrations: each file on its own first, then what the schema becomes against what it is. Files are read one
/// by one and let go again.
/// </summary>
internal sealed class Linting
{
    private const int MostNotes = 20;
    private static readonly TimeSpan ModelLimit = TimeSpan.FromMinutes(3);

    private readonly LintRequest _request;
    private readonly RunningSchema? _running;
    private readonly SchemaPicture? _after;
    private readonly IReadOnlyList<CalledProcedure>? _called;
    private readonly IReadOnlyList<TextRule> _rules;
    private readonly Dictionary<string, Allowances> _allowances = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<string> _notJudged = [];

    private Linting(LintRequest request)
    {
        if (request is { Calls: not null, Base: null })
        {
            throw new BadFileException(["--calls needs --base: without the running schema nothing is held against it"]);
        }

        _request = request;
        _running = request.Base is { } path ? RunningSchema.Read(path) : null;
        _after = _running is null ? null : new(_running.Picture);
        _called = request.Calls is { } calls ? CallsReader.Read(calls) : null;
        _rules = TextRules.All(baseIsKnown: _running is not null);
    }

    /// <summary>Judges them; must run on a thread of <see cref="DeepStack"/>.</summary>
    /// <exception cref="BadFileException">There is nothing to judge, or nothing to hold it against.</exception>
    public static LintResult Run(LintRequest request) => new Linting(request).Run();

    private LintResult Run()
    {
        var (judged, applied, hasStatements) = (0, 0, false);
        var files = SqlFolder.List(_request.Folder!);
        foreach (var path in files)
        {
            if (_running is not null && _running.Applied.TryGetValue(path.Relative, out var digest))
            {
                if (digest is not null && path.Digest() == digest)
                {
                    applied++;
                    continue;
                }

                _findings.Add(
                    new(
                        FileRules.Rewritten,
                        Severity.Error,
                        new(path.Name, 1, 1),
                        "",
                        $"The running schema holds another {path.Relative}."
                    )
                );
            }

            judged++;
            hasStatements |= Judge(path);
        }

        if (judged > 0 && !hasStatements)
        {
            throw new BadFileException(_request.Folder!, $"no statement in {judged} .sql files");
        }

        JudgeSchema(new(files[^1].Name, 1, 1));
        return new(
            _request.Folder!,
            _running?.Name,
            judged,
            applied,
            [
                .. Allowed()
                    .OrderBy(finding => finding.At.File, StringComparer.Ordinal)
                    .ThenBy(finding => finding.At.Line)
                    .ThenBy(finding => finding.At.Column)
                    .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
            ],
            _notJudged,
            _request.Strict
        );
    }

    /// <summary>Judges one file; whether it holds anything, if only something that cannot be read.</summary>
    private bool Judge(SqlPath path)
    {
        var reading = SqlReader.Read(path);
        _findings.AddRange(
            reading.Problems.Select(problem => new Finding(
                FileRules.Unreadable,
                Severity.Error,
                problem.At,
                "",
                problem.Text
            ))
        );
        if (reading.File is not { } file)
        {
            return true;
        }

        _allowances[file.Name] = new(file, AllRules.Ids);
        _findings.AddRange(_rules.SelectMany(rule => rule.Check(file)));
        if (_after is not null)
        {
            SchemaFold.Run(
                _after,
                file,
                statement =>
                {
                    if (ColumnChanges.Of(_after, file, statement) is { } finding)
                    {
                        _findings.Add(finding);
                    }
                }
            );
        }

        return file.HasStatements;
    }

    private void JudgeSchema(Spot last)
    {
        if (_running is null || _after is null)
        {
            _notJudged.Add(
                "without --base: parameters and results of procedures, lost grants, narrowed types and broken references"
            );
            return;
        }

        var before = _running.Picture;
        var called = _called ?? [.. before.Procedures.Keys.Select(name => new CalledProcedure(name, null, null, null))];
        var changes = new ProcedureChanges(before, _after);
        _findings.AddRange(called.SelectMany(changes.Of));
        _notJudged.AddRange(called.Select(ResultNotKnown).OfType<string>().Take(MostNotes));
        if (SchemaModel.Missing is { } why)
        {
            _notJudged.Add($"broken references: {why}");
            return;
        }

        var (was, becomes) = (SchemaModel.Ask(before, ModelLimit), SchemaModel.Ask(_after, ModelLimit));
        _notJudged.AddRange(
            was.Failed.Concat(becomes.Failed)
                .Distinct(StringComparer.Ordinal)
                .Take(MostNotes)
                .Select(failed => $"broken references of {failed.TrimEnd('.')}")
        );
        if (!was.Failed.ToHashSet(StringComparer.Ordinal).SetEquals(becomes.Failed))
        {
            // Whatever was read on one side only would seem to have broken, or to be whole.
            _notJudged.Add("broken references of the rest: the model could not read the same before and after");
            return;
        }

        var names = called.Select(call => call.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _findings.AddRange(
            UnresolvedReferences.Of(was.Unresolved, becomes.Unresolved, before, _after, last, names.Contains)
        );
    }

    /// <summary>A changed procedure whose result nobody can compare; null when it can be, or has not changed.</summary>
    private string? ResultNotKnown(CalledProcedure call) =>
        call.Columns is null
        && _running!.Picture.Procedures.GetValueOrDefault(call.Name) is { Result.Unknown: { } why } was
        && _after!.Procedures.TryGetValue(call.Name, out var becomes)
        && becomes != was
            ? $"the result of {was.Name}: {why}"
            : null;

    private IEnumerable<Finding> Allowed()
    {
        var judged = _findings
            .Distinct()
            .Select(finding => _allowances.GetValueOrDefault(finding.At.File)?.Judge(finding) ?? finding)
            .ToList();
        // Where something was not judged, nobody knows whether an allowance of what only the schema shows is still needed.
        bool Idle(string rule) => _notJudged.Count > 0 && ModelRules.All.Any(info => info.Id == rule);
        return judged.Concat(_allowances.Values.SelectMany(allowances => allowances.Wrong(Idle)));
    }
}
