// What ASP.NET Core itself needs to start: the framework's full builder and one route. Usage: EmptyApp PORT
WebApplication app = WebApplication.CreateBuilder().Build();
app.MapGet("/", () => "Here");
app.Run($"http://127.0.0.1:{args[0]}");
