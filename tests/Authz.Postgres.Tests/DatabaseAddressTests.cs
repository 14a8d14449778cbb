using Authz.Store.Versions;
using Npgsql;

namespace Authz.Postgres.Tests;

public sealed class DatabaseAddressTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("Host=db;Database=authz;Password=" + Secret, "authz on db:5432")]
    [InlineData("Server=db;Port=6000;Database=authz;Password=" + Secret + "\n", "authz on db:6000")]
    [InlineData("Host=/run/postgresql;Database=authz;Password=" + Secret, "authz on /run/postgresql")]
    public void It_is_named_without_its_secrets(string text, string name)
    {
        var address = DatabaseAddress.Parse(text, "db.txt");

        Assert.Equal(name, address.Name);
        Assert.DoesNotContain(Secret, address.ToString(), StringComparison.Ordinal);
        Assert.Contains(Secret, address.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=db")]
    [InlineData("Database=authz")]
    [InlineData("Host=db;Database=authz;Password=a;" + Secret)]
    [InlineData("Host=db;Database=authz;Password=a;" + Secret + "=b")]
    [InlineData("Host=db;Database=authz;Password=" + Secret + ";Port=x")]
    [InlineData("Host=db;Database=authz;Password=" + Secret + ";SSL Mode=Maybe")]
    [InlineData("Host=db;Database=authz;Password=" + Secret + ";Minimum Pool Size=9;Maximum Pool Size=2")]
    [InlineData("postgres://authz:" + Secret + "@db/authz")]
    [InlineData(Secret)]
    public void What_is_no_connection_string_is_said_without_repeating_it(string text)
    {
        RepositoryException refused = Assert.Throws<RepositoryException>(() => DatabaseAddress.Parse(text, "db.txt"));

        Assert.Equal(RepositoryProblem.Invalid, refused.Problem);
        Assert.Contains("db.txt", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example", SslMode.VerifyFull, false)]
    [InlineData("Host=10.0.0.1", SslMode.VerifyFull, false)]
    [InlineData("Host=db.example;SslMode=VerifyCA", SslMode.VerifyCA, false)]
    [InlineData("Host=db.example;ssl mode=Require", SslMode.Require, true)]
    [InlineData("Host=db.example;SSL Mode=Disable", SslMode.Disable, true)]
    [InlineData("Host=localhost", SslMode.Prefer, false)]
    [InlineData("Host=127.0.0.1", SslMode.Prefer, false)]
    [InlineData("Host=127.0.0.1,10.0.0.1", SslMode.VerifyFull, false)]
    [InlineData("Host=/run/postgresql", SslMode.Prefer, false)]
    public void Whoever_answers_from_afar_is_verified_unless_it_is_said_otherwise(string host, SslMode mode, bool isWeak)
    {
        var address = DatabaseAddress.Parse(host + ";Database=authz", "db.txt");

        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(address.ConnectionString).SslMode);
        Assert.Equal(isWeak, address.IsWeak);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        RepositoryException refused = Assert.Throws<RepositoryException>(() => DatabaseAddress.FromFile("/nowhere/db.txt"));

        Assert.Contains("/nowhere/db.txt", refused.Message, StringComparison.Ordinal);
    }
}
