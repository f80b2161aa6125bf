namespace Mcpx.Domain.Triggers;

/// <summary>All series of an environment, and when each has to be judged again: a tick walks through numbers only.</summary>
internal sealed class Agenda
{
    private readonly List<Series> _series = [];
    private readonly List<ComponentJudge> _owners = [];
    private long[] _due = [];

    /// <summary>Every series, in the order in which it is judged.</summary>
    public IReadOnlyList<Series> Series => _series;

    /// <summary>Counts the changes of word so far.</summary>
    public long Changes { get; private set; }

    /// <summary>Adds a series; one that reads what another measured comes after it.</summary>
    public void Add(Series series, ComponentJudge owner)
    {
        series.Peers = one => PeersOf(one, owner);
        _series.Add(series);
        _owners.Add(owner);
    }

    /// <summary>Begins, when all are added.</summary>
    public void Begin()
    {
        _due = new long[_series.Count];
        for (var i = 0; i < _due.Length; i++)
        {
            _series[i].KeepDueIn(_due, i);
        }
    }

    /// <summary>Judges what is due, or all, without allocating.</summary>
    public void Judge(DateTimeOffset now, bool blind, bool all)
    {
        for (var i = NextDue(0, now, all); i < _due.Length; i = NextDue(i + 1, now, all))
        {
            var before = _series[i].State;
            if (_series[i].Step(now, _owners[i].Covering, blind) != before)
            {
                Changes++;
            }
        }
    }

    /// <summary>A deployment's cover began or ended: the component's series are judged at once, at its end with empty windows.</summary>
    public void Cover(ComponentJudge component)
    {
        for (var i = 0; i < _series.Count; i++)
        {
            if (_owners[i] != component)
            {
                continue;
            }

            if (!component.Covering)
            {
                _series[i].Clear(component.From);
            }

            _series[i].Touch();
        }
    }

    /// <summary>Looked for after each: one that is judged may make a later one due.</summary>
    private int NextDue(int from, DateTimeOffset now, bool all)
    {
        if (all)
        {
            return from;
        }

        var found = _due.AsSpan(from).IndexOfAnyInRange(long.MinValue, now.UtcTicks);
        return found < 0 ? _due.Length : from + found;
    }

    private string? PeersOf(Series series, ComponentJudge owner) =>
        series.Instance is null
            ? null
            : PeerWords.Of(
                series,
                [
                    .. _series.Where(other =>
                        other.Trigger == series.Trigger
                        && other.Component == series.Component
                        && other.PartName == series.PartName
                        && other.Instance is not null
                    ),
                ],
                owner.Tags
            );
}
