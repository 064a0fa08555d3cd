package luafcgid.ext.wsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModuleStyleTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'#!/usr/bin/env wsapi.cgi\nreturn {}', true",
        "'#!/usr/bin/wsapi', true",
        "'-- a comment\nmodule(..., package.seeall)', true",
        "'local _M = {} module ( ... )', true",
        "'module(\"hello\", package.seeall)', false",
        "'-- wsapi', false",
        "'#!/usr/bin/env lua\n-- wsapi', false",
        "'submodule(...)', false",
        "'local args = { ... }', false",
        "'', false"
    })
    void whatCannotRunWithoutANameIsSeen(String text, boolean expected) throws IOException {
        assertEquals(expected, ModuleStyle.isOf(Files.writeString(folder.resolve("a.lua"), text)));
    }

    @ParameterizedTest
    @CsvSource({
        "'#!/usr/bin/env wsapi.cgi\nreturn {}', true",
        "'#!/usr/bin/wsapi', true",
        "'module(..., package.seeall)', false",
        "'\n#!/usr/bin/env wsapi.cgi', false",
        "'-- wsapi', false"
    })
    void aLauncherIsSeenByTheFirstLine(String text, boolean expected) throws IOException {
        assertEquals(expected, ModuleStyle.isLaunched(Files.writeString(folder.resolve("a.lua"), text)));
    }

    @Test
    void aFileThatIsNotThereIsNotOne() {
        assertFalse(ModuleStyle.isOf(folder.resolve("none.lua")));
    }
}
