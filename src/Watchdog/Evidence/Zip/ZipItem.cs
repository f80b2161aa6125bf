namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>One file of a sealed zip, as its headers tell of it.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Deflated">Whether it is packed; else it lies there as it is.</param>
/// <param name="Time">When the part was sealed, in the zip's two-second steps.</param>
/// <param name="Crc">Of what it holds.</param>
/// <param name="Packed">Bytes in the zip.</param>
/// <param name="Bytes">Bytes unpacked.</param>
/// <param name="Offset">Where its header begins.</param>
internal readonly record struct ZipItem(
    string Name,
    bool Deflated,
    uint Time,
    uint Crc,
    uint Packed,
    uint Bytes,
    uint Offset
);
