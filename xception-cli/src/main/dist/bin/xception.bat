@echo off
rem Starts the command line of this distribution.
rem
rem   JAVA_HOME   the JDK or JRE to run on, 17 or newer; without it, the java of PATH
rem   JAVA_OPTS   options for the JVM; they win over those set here
rem   XCEPTION_PLUGINS
rem               a folder whose jars are on the class path; without it, plugins\ of this distribution
setlocal EnableExtensions

set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"

set "version="
for /f "tokens=3" %%v in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined version set "version=%%~v"
if not defined version (
  echo xception: no java found; install Java 17 or newer and put it on PATH, or set JAVA_HOME. 1>&2
  exit /b 1
)
for /f "delims=.-+ tokens=1" %%m in ("%version%") do set "major=%%m"
if %major% lss 17 (
  echo xception: "%java%" is too old; Java 17 or newer is needed. Put it on PATH, or set JAVA_HOME. 1>&2
  exit /b 1
)

rem Behind lib\: of two classes or backends with one name, that of this distribution is taken.
set "plugins=%home%\plugins"
if defined XCEPTION_PLUGINS set "plugins=%XCEPTION_PLUGINS%"
if defined XCEPTION_PLUGINS if not exist "%plugins%\" (
  echo xception: XCEPTION_PLUGINS is "%plugins%", which is no folder; set it to one that holds jars, or unset it. 1>&2
  exit /b 1
)

rem Hints show the command as it was typed. cmd cannot tell whether somebody watches standard error, so progress is
rem written line by line, as into a file; JAVA_OPTS=-Dxception.terminal=true has it drawn.
if not defined XCEPTION_COMMAND set "XCEPTION_COMMAND=%~0"
set "options=-Xmx768m -Dai.djl.offline=true -Dxception.terminal=false"
echo %JAVA_OPTS% | findstr /r /c:"-XX:+Use.*GC" >nul || set "options=%options% -XX:+UseSerialGC -Xms64m -Xmn32m -XX:MinHeapFreeRatio=5 -XX:MaxHeapFreeRatio=10 -XX:-ShrinkHeapInSteps"
if %major% geq 22 set "options=%options% --enable-native-access=ALL-UNNAMED"
if %major% geq 24 set "options=%options% --sun-misc-unsafe-memory-access=allow"
if not defined OPT_OUT_TRACKING set "OPT_OUT_TRACKING=true"
if not defined TF_CPP_MIN_LOG_LEVEL set "TF_CPP_MIN_LOG_LEVEL=2"

"%java%" %options% "-Dxception.command=%XCEPTION_COMMAND%" -cp "%home%\lib\*;%plugins%\*" %JAVA_OPTS% io.github.xception.cli.Main %*
exit /b %errorlevel%
