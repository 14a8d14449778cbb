namespace Authz.Policies.Syntax.Shapes;

/// <summary>
/// What may stand at one place of a document. The readers read by it and the JSON Schema is written from it, so that an
/// editor takes what the reader takes.
/// </summary>
internal abstract class ValueShape;
