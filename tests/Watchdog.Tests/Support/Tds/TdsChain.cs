using System.Globalization;
using System.Security.Cryptography;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Tests.Support.Tds;

/// <summary>A journal behind a <see cref="TdsServer"/>, as far as it takes to verify it.</summary>
internal sealed class TdsChain
{
    private static readonly (string Name, TdsColumn Type)[] Head =
    [
        ("Position", TdsColumn.BigInt),
        ("Hash", TdsColumn.Binary),
        ("At", TdsColumn.Time),
    ];

    private static readonly (string Name, TdsColumn Type)[] Columns =
    [
        ("Position", TdsColumn.BigInt),
        ("Stream", TdsColumn.Text),
        ("Version", TdsColumn.BigInt),
        ("Type", TdsColumn.Text),
        ("At", TdsColumn.Time),
        ("BodyHash", TdsColumn.Binary),
        ("Hash", TdsColumn.Binary),
        ("Body", TdsColumn.Binary),
        ("PurgedBy", TdsColumn.BigInt),
    ];

    private readonly List<Link> _links = [];
    private readonly List<TdsRequest> _pages = [];
    private Action? _afterNextPage;

    /// <summary>The pages that were asked for.</summary>
    public IReadOnlyList<TdsRequest> Pages => _pages;

    public void Add(string stream, int version, IEvent? what = null)
    {
        var body = EventBody.Write(
            stream,
            version,
            Some.Start,
            new("ada", Role.IncidentCommander),
            what ?? new NoteAdded("x")
        );
        var (hash, before) = (SHA256.HashData(body), _links.Count > 0 ? _links[^1].Hash : Chain.Genesis);
        var type = what?.GetType().Name ?? nameof(NoteAdded);
        _links.Add(new(stream, version, type, hash, Chain.Next(before, _links.Count + 1, hash)) { Body = body });
    }

    /// <summary>A body goes without a word.</summary>
    public void Lose(int position) => _links[position - 1].Body = null;

    /// <summary>The next page still has no mark of a purge whose bodies it misses already.</summary>
    public void PurgeAfterTheNextPage(string stream, int through)
    {
        var purged = _links.Take(through).ToList();
        purged.ForEach(link => link.Body = null);
        _afterNextPage = () =>
        {
            Add(
                stream,
                through + 1,
                new IncidentPurged(
                    "INC-0001",
                    "Prod",
                    Some.Start,
                    Some.Start,
                    IncidentStatus.Closed,
                    Rig.Breach(),
                    through,
                    through,
                    Some.Start,
                    "after retention"
                )
            );
            purged.ForEach(link => link.PurgedBy = _links.Count);
        };
    }

    public TdsReply Answer(TdsRequest request)
    {
        switch (request.Procedure)
        {
            case "watchdog.NewestLink":
                return Rows(
                    Head,
                    [
                        [(long)_links.Count, _links[^1].Hash, Some.Start],
                    ]
                );
            case "watchdog.LinksAfter":
                var (after, through, most) = (
                    Number(request["@After"]),
                    Number(request["@Through"]),
                    Number(request["@Most"])
                );
                if (most > 1)
                {
                    _pages.Add(request);
                }

                var page = Rows(
                    Columns,
                    [
                        .. _links
                            .Select((link, at) => (Link: link, Position: at + 1L))
                            .Where(one => one.Position > after && one.Position <= through)
                            .Take((int)most)
                            .Select(one => one.Link.Row(one.Position)),
                    ]
                );
                _afterNextPage?.Invoke();
                _afterNextPage = null;
                return page;
            default:
                return TdsReply.Done;
        }
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);

    private static TdsReply Rows((string Name, TdsColumn Type)[] columns, object?[][] rows)
    {
        var tokens = new TdsTokens().Columns(columns);
        foreach (var row in rows)
        {
            tokens.Row([.. row.Select((value, index) => (columns[index].Type, value))]);
        }

        return new(tokens.Done().Bytes);
    }

    private sealed record Link(string Stream, int Version, string Type, byte[] BodyHash, byte[] Hash)
    {
        public byte[]? Body { get; set; }
        public long? PurgedBy { get; set; }

        public object?[] Row(long position) =>
            [position, Stream, (long)Version, Type, Some.Start, BodyHash, Hash, Body, PurgedBy];
    }
}
