namespace Mcpx.Domain.Triggers;

/// <summary>Bad after so many failures in a row, dated at the first of them; good again after so many passes in a row.</summary>
/// <param name="failures">That make it bad.</param>
/// <param name="passes">That make it good.</param>
internal sealed class Streak(int failures, int passes)
{
    private int _passed;
    private DateTimeOffset _first;
    private bool _everPassed;

    /// <summary>Failures in a row as of now.</summary>
    public int Failed { get; private set; }

    /// <summary>Since when it is bad; null while it is not.</summary>
    public DateTimeOffset? BadSince { get; private set; }

    /// <summary>Whether it has only failed so far, and too seldom to be bad: that is neither good nor bad.</summary>
    public bool Undecided => BadSince is null && !_everPassed;

    public void Add(DateTimeOffset at, bool failed)
    {
        if (failed)
        {
            _first = Failed++ == 0 ? at : _first;
            _passed = 0;
            BadSince ??= Failed >= failures ? _first : null;
            return;
        }

        (Failed, _everPassed) = (0, true);
        BadSince = ++_passed >= passes ? null : BadSince;
    }

    public void Clear() => (Failed, _passed, BadSince, _everPassed) = (0, 0, null, false);
}
