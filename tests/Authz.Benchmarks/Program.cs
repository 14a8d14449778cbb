using System.Globalization;
using System.Text.Json;
using Authz.Benchmarks.Scale;

Console.WriteLine(JsonSerializer.Serialize(ScaleMeasurement.Run(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), 17)));
return 0;
