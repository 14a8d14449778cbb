using Microsoft.AspNetCore.Connections;

namespace Authz.Grpc.Limits;

/// <summary>
/// The answers of one connection that its client has not taken yet, because it keeps a window closed or does not read. They are
/// counted by when they were given, in cohorts, so that an answer costs two counts and no object.
/// </summary>
internal sealed class UntakenAnswers(ConnectionContext connection)
{
    private readonly Queue<AnswerCohort> older = new();
    private AnswerCohort current = new();

    /// <summary>How many there are. One caller at a time, of this or of <see cref="Age"/>.</summary>
    public int Count => older.Sum(static cohort => cohort.Waiting) + Volatile.Read(ref current).Waiting;

    /// <summary>One more is given.</summary>
    /// <returns>What it is to leave when it was taken, or its call has ended.</returns>
    public AnswerCohort Enter()
    {
        AnswerCohort cohort = Volatile.Read(ref current);
        cohort.Enter();
        return cohort;
    }

    /// <summary>Begins the next cohort. One caller at a time.</summary>
    /// <param name="cohortsMax">After so many cohorts an answer has waited too long.</param>
    /// <returns>Whether one has.</returns>
    public bool Age(int cohortsMax)
    {
        // Cohorts behind one that waits keep their places, for a place is an age.
        if (older.Count > 0 || current.Waiting > 0)
        {
            older.Enqueue(current);
            Volatile.Write(ref current, new AnswerCohort());
        }

        while (older.TryPeek(out AnswerCohort? oldest) && oldest.Waiting == 0)
        {
            older.Dequeue();
        }

        return older.Count > cohortsMax;
    }

    public void Close(string why) => connection.Abort(new ConnectionAbortedException(why));
}
