using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>
/// The portal's tables behind a <see cref="TdsServer"/>: does what the procedures of db/portal say, unless a test says
/// otherwise for a procedure.
/// </summary>
internal sealed class PortalTables : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _flags = new();
    private readonly ConcurrentDictionary<string, (string Value, string Type, string? Tags)> _keys = new();
    private readonly ConcurrentQueue<Audit> _audits = [];

    public PortalTables() => Server = new(Answer);

    public TdsServer Server { get; }

    /// <summary>What a procedure answers in place of its own answer; null to let it do what it does.</summary>
    public Func<TdsRequest, TdsReply?> Instead { get; set; } = _ => null;

    /// <summary>What is answered after a procedure did what it does, in place of its own answer.</summary>
    public Func<TdsRequest, TdsReply?> Afterwards { get; set; } = _ => null;

    /// <summary>Rights beyond EXECUTE.</summary>
    public List<(string Right, string Place)> Rights { get; } = [];

    public IReadOnlyCollection<Audit> Audits => _audits;

    /// <summary>The calls that change something.</summary>
    public IEnumerable<TdsRequest> Writes =>
        Server.Requests.Where(request => request.Procedure is "dbo.sp_Feature_Set" or "dbo.sp_Config_SetValue");

    public string? Flag(string name, string? role = null) => _flags.GetValueOrDefault(Name(name, role));

    public string? Key(string name) => _keys.TryGetValue(name, out var key) ? key.Value : null;

    public void SetFlag(string name, bool on, string? role = null) => _flags[Name(name, role)] = on ? "1" : "0";

    public void SetKey(string name, string value, string type = "string", string? tags = null) =>
        _keys[name] = (value, type, tags);

    public void AddAudit(Audit audit) => _audits.Enqueue(audit);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static string Name(string flag, string? role) => $"{flag}/{role}";

    private TdsReply Answer(TdsRequest request)
    {
        if (Instead(request) is { } instead)
        {
            return instead;
        }

        var own = Do(request);
        return Afterwards(request) ?? own;
    }

    private TdsReply Do(TdsRequest request)
    {
        switch (request.Procedure)
        {
            case "dbo.sp_Feature_Set":
                var flag = Name(request["@FlagKey"]!, request["@TargetRole"]);
                Write(request, $"flag:{request["@FlagKey"]}", _flags.GetValueOrDefault(flag), request["@IsEnabled"]!);
                _flags[flag] = request["@IsEnabled"]!;
                return TdsReply.Done;
            case "dbo.sp_Config_SetValue":
                var key = request["@ConfigKey"]!;
                Write(request, $"config:{key}", Key(key), request["@Value"]!);
                _keys[key] = (request["@Value"]!, request["@ValueType"]!, request["@Tags"]);
                return TdsReply.Done;
            case "dbo.sp_Feature_Get":
                return Rows(
                    [("IsEnabled", TdsColumn.Bit)],
                    Flag(request["@FlagKey"]!, request["@TargetRole"]) is { } on
                        ?
                        [
                            [on == "1"],
                        ]
                        : []
                );
            case "dbo.sp_Config_GetValue":
                return Rows(
                    [("Value", TdsColumn.LongText), ("ValueType", TdsColumn.Text), ("Tags", TdsColumn.Text)],
                    _keys.TryGetValue(request["@ConfigKey"]!, out var known)
                        ?
                        [
                            [known.Value, known.Type, known.Tags],
                        ]
                        : []
                );
            case "dbo.sp_Audit_GetByRequestId":
                return Rows(
                    [
                        ("AuditEventId", TdsColumn.BigInt),
                        ("Actor", TdsColumn.Text),
                        ("What", TdsColumn.Text),
                        ("OccurredAt", TdsColumn.Time),
                        ("BeforeValue", TdsColumn.LongText),
                        ("AfterValue", TdsColumn.LongText),
                    ],
                    [
                        .. _audits
                            .Where(audit => audit.RequestId == request["@RequestId"])
                            .Select(audit =>
                                new object?[] { audit.Id, audit.Actor, audit.What, audit.At, audit.Before, audit.After }
                            ),
                    ]
                );
            case null when request.Text!.Contains("fn_my_permissions", StringComparison.Ordinal):
                return Rows(
                    [("permission_name", TdsColumn.Text), ("place", TdsColumn.Text)],
                    [.. Rights.Select(right => new object?[] { right.Right, right.Place })]
                );
            default:
                return TdsReply.Error(2812, $"Could not find stored procedure '{request.Procedure}'.");
        }
    }

    private void Write(TdsRequest request, string what, string? before, string after) =>
        _audits.Enqueue(
            new(
                _audits.Count + 1,
                request["@Actor"]!,
                what,
                DateTimeOffset.UtcNow,
                before,
                after,
                request["@Description"],
                request["@RequestId"]!
            )
        );

    private static TdsReply Rows((string Name, TdsColumn Type)[] columns, object?[][] rows)
    {
        var tokens = new TdsTokens().Columns(columns);
        foreach (var row in rows)
        {
            tokens.Row([.. row.Select((value, index) => (columns[index].Type, value))]);
        }

        return new(tokens.Done().Bytes);
    }
}

/// <summary>An AuditEvent of the tests' portal.</summary>
internal sealed record Audit(
    long Id,
    string Actor,
    string What,
    DateTimeOffset At,
    string? Before,
    string? After,
    string? Description,
    string RequestId
);
