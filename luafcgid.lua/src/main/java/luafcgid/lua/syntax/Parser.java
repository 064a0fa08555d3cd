package luafcgid.lua.syntax;

import java.util.Arrays;
import luafcgid.lua.Dialect;
import luafcgid.lua.syntax.lexer.TokenType;
import luafcgid.lua.syntax.lexer.Word;
import org.jspecify.annotations.Nullable;

/** Parses chunks. What C Lua of a dialect refuses is refused, with its message, in a {@link org.luaj.vm2.LuaError}. */
public final class Parser {
    private static final String ENVIRONMENT = "_ENV";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    final Dialect dialect;
    final Tokens tokens;
    final Nesting nesting;
    final ExpressionParser expressions;
    final TableParser tables;
    final FunctionParser functions;
    final StatementParser statements;
    private final String chunkName;
    private @Nullable Local environment;

    /** The function that the current token is in. */
    Scope scope;

    private Parser(byte[] source, String chunkName, Dialect dialect) {
        this.chunkName = chunkName;
        this.dialect = dialect;
        tokens = new Tokens(source, chunkName, dialect);
        nesting = new Nesting(tokens, dialect);
        scope = new Scope(null, new FunctionBody(null, 0), tokens, dialect);
        expressions = new ExpressionParser(this);
        tables = new TableParser(this);
        functions = new FunctionParser(this);
        statements = new StatementParser(this);
    }

    /** Parses what {@code load} was given, or the like. */
    public static Chunk parse(byte[] source, String chunkName, Dialect dialect) {
        Parser parser = new Parser(source, chunkName, dialect);
        Chunk chunk = parser.chunk();
        if (dialect == Dialect.LUA_5_1 || !parser.tokens.mentionEnvironment()) {
            return chunk;
        }
        Parser again = new Parser(source, chunkName, dialect);
        again.surround();
        return again.chunk();
    }

    /** Parses the contents of a file, which may begin with a line for the shell, from 5.2 on after a byte order mark. */
    public static Chunk parseFile(byte[] file, String chunkName, Dialect dialect) {
        int start = 0;
        boolean marked = Arrays.equals(
                file, 0, Math.min(file.length, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        if (marked && dialect != Dialect.LUA_5_1) {
            start = BYTE_ORDER_MARK.length;
        }
        if (start < file.length && file[start] == '#') {
            while (start < file.length && file[start] != '\n') {
                start++;
            }
        }
        return parse(start == 0 ? file : Arrays.copyOfRange(file, start, file.length), chunkName, dialect);
    }

    /** Puts a function around the chunk that has {@code _ENV} as a variable. */
    private void surround() {
        environment = scope.declare(ENVIRONMENT);
        scope.activate();
    }

    private Chunk chunk() {
        FunctionBody main = new FunctionBody(null, 0);
        scope = new Scope(environment == null ? null : scope, main, tokens, dialect);
        main.vararg(true);
        if (environment != null) {
            scope.find(ENVIRONMENT);
        } else if (dialect != Dialect.LUA_5_1) {
            scope.useEnvironment();
        }
        Block block = statements.list();
        tokens.expect(TokenType.END_OF_FILE);
        functions.finish(block, 0);
        return new Chunk(chunkName, dialect, main, environment, tokens.mentionReflection());
    }

    /** A name as an expression: a variable, or a field of what holds the globals. */
    Expression variable(Word name) {
        int line = tokens.lastLine();
        Local local = scope.find(name.text());
        if (local != null) {
            return new Expression.Variable(line, local);
        }
        if (dialect == Dialect.LUA_5_1) {
            return new Expression.Global(line, name.value());
        }
        Local globals = environment == null ? null : scope.find(ENVIRONMENT);
        if (globals != null) {
            return new Expression.Index(
                    line, new Expression.Variable(line, globals), new Expression.Text(line, name.value()));
        }
        scope.useEnvironment();
        return new Expression.Global(line, name.value());
    }
}
