using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>One bad instance of many tells another story than all of them.</summary>
public sealed class PeerWordsTests
{
    [Theory]
    [InlineData("bggg", "v2 v2 v2 v2", "1 of 4; the other 3 run the same tag and are healthy")]
    [InlineData("bg", "v2 v1", "1 of 2; the other one runs v1 and is healthy")]
    [InlineData("bbgg", "v2 v2 v1 v1", "2 of 4; the other 2 run v1 and are healthy")]
    [InlineData("bbbb", "v2 v2 v2 v2", "all 4")]
    [InlineData("bg.", "v2 v2 v2", "1 of 3; the other 2 run the same tag and 1 of them healthy")]
    [InlineData("bgg", "v2 v2 v1", "1 of 3; the other 2 run other releases too and are healthy")]
    [InlineData("bg", "v2 ?", "1 of 2; the other one runs an unknown release and is healthy")]
    [InlineData("b", "v2", null)]
    public void Peers_SoManyBad_SaysHowTheOthersFare(string health, string tags, string? expected)
    {
        var instances = Enumerable
            .Range(1, health.Length)
            .Select(i => new Domain.Configuration.InstanceOptions { Name = $"api-{i}", Address = $"http://10.0.0.{i}" })
            .ToList();
        var judge = new EnvironmentJudge("Prod", Some.Environment(instances: instances));
        foreach (var (tag, i) in tags.Split(' ').Select((tag, i) => (tag, i)).Where(one => one.tag != "?"))
        {
            judge.Take(new TagRead(Some.At(0), $"api-{i + 1}", tag), Some.At(0));
        }

        for (var second = 0; second < 30; second += 5)
        {
            for (var i = 0; i < health.Length; i++)
            {
                if (health[i] != '.')
                {
                    var fault = health[i] == 'b' ? Fault.Timeout : Fault.None;
                    judge.Take(
                        new HealthProbed(Some.At(second), $"api-{i + 1}", HealthEndpoint.Ready, fault, 0, 0),
                        Some.At(second)
                    );
                }
            }

            judge.Tick(Some.At(second));
        }

        Assert.Equal(expected, judge.Verdicts().Single(one => one.Series == "availability/Api/api-1/ready").Peers);
    }
}
