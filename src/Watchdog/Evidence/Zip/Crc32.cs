namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>The checksum that the zip format asks for. It finds accidents; digests find people.</summary>
internal struct Crc32
{
    private static readonly uint[] Table = Build();
    private uint _state = uint.MaxValue;

    public Crc32() { }

    public readonly uint Value => ~_state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        foreach (var one in bytes)
        {
            state = Table[(byte)(state ^ one)] ^ (state >> 8);
        }

        _state = state;
    }

    private static uint[] Build()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? polynomial ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
