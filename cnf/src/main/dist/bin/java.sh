# Sourced by bin/luafcgid: find_java sets JAVA_FOUND (its home) and JAVA_MAJOR to the Java to use. No Java is started
# for that: each says its version in its release file.

# Sets version to a number that compares (17.0.15 is 17000015) and major, from the home $1; 0 when there is none.
java_version() {
    version=0 major=0
    [ -x "$1/bin/${JAVA_NEEDED:-java}" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value || [ -n "$key" ]; do
        [ "$key" = JAVA_VERSION ] || continue
        value=${value#\"}
        value=${value%%\"*}
        case $value in 1.*) value=${value#1.} ;; esac
        rest=$value
        for place in 1000000 1000 1; do
            part=${rest%%[!0-9]*}
            while [ "${part#0?}" != "$part" ]; do part=${part#0}; done
            version=$((version + ${part:-0} * place))
            [ "$place" = 1000000 ] && major=${part:-0}
            case $rest in
            *.*) rest=${rest#*.} ;;
            *) rest= ;;
            esac
        done
        return 0
    done <"$1/release"
    return 1
}

# The home of the java that PATH finds, links followed.
java_of_path() {
    found=$(command -v "${JAVA_NEEDED:-java}") || return 1
    found=$(readlink -f "$found" 2>/dev/null) || return 1
    found=${found%/bin/*}
    printf '%s\n' "$found"
}

# LUAFCGID_JVMS, homes between blanks, takes the place of the places that are looked at.
find_java() {
    JAVA_FOUND='' JAVA_MAJOR=0 best=0
    if [ -n "${JAVA_HOME:-}" ]; then
        if ! java_version "$JAVA_HOME"; then
            echo "luafcgid: JAVA_HOME is $JAVA_HOME, which is no ${JAVA_KIND:-Java}; correct it, or unset it to use the newest one found" >&2
            return 69
        fi
        if [ "$major" -lt 17 ]; then
            echo "luafcgid: JAVA_HOME is Java $value; 17 or later is needed: install one, or unset JAVA_HOME to use the newest one found" >&2
            return 69
        fi
        JAVA_FOUND=$JAVA_HOME JAVA_MAJOR=$major
        return 0
    fi
    of_path=$(java_of_path) || of_path=
    of_system=
    [ -x /usr/libexec/java_home ] && of_system=$(/usr/libexec/java_home 2>/dev/null)
    for candidate in "$of_path" "$of_system" ${LUAFCGID_JVMS-/usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        /usr/local/openjdk* /usr/local/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/}"/.sdkman/candidates/java/*}; do
        [ -n "$candidate" ] && java_version "$candidate" || continue
        if [ "$version" -gt "$best" ]; then
            best=$version JAVA_FOUND=$candidate JAVA_MAJOR=$major
        fi
    done
    if [ "$best" = 0 ]; then
        echo "luafcgid: no ${JAVA_KIND:-Java} found; install version 17 or later (apt-get install ${JAVA_PACKAGE:-openjdk-17-jre-headless}), or set JAVA_HOME to one" >&2
        return 69
    fi
    if [ "$JAVA_MAJOR" -lt 17 ]; then
        echo "luafcgid: the newest ${JAVA_KIND:-Java} found is $JAVA_FOUND, version $JAVA_MAJOR; 17 or later is needed: install one, or set JAVA_HOME to one" >&2
        return 69
    fi
}
