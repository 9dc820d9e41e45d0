@echo off
rem Makes a double click on a project open it with the program in this folder, for this user alone.
rem   associate.cmd           does it
rem   associate.cmd remove    takes it back
setlocal
set classes=HKCU\Software\Classes
set kind=MediaAnnotator.Project
set program=%~dp0media-annotator.exe

if /i "%~1"=="remove" goto remove
if not exist "%program%" (
  echo media-annotator.exe is not beside this file: leave it in the folder that it came in. 1>&2
  exit /b 2
)
reg add "%classes%\%kind%" /ve /d "Media Annotator project" /f >nul || exit /b 1
reg add "%classes%\%kind%\DefaultIcon" /ve /d "\"%program%\",0" /f >nul || exit /b 1
reg add "%classes%\%kind%\shell\open\command" /ve /d "\"%program%\" \"%%1\"" /f >nul || exit /b 1
reg add "%classes%\.annotator" /ve /d "%kind%" /f >nul || exit /b 1
echo Projects open with %program%
exit /b 0

:remove
reg delete "%classes%\.annotator" /f >nul 2>&1
reg delete "%classes%\%kind%" /f >nul 2>&1
echo Projects open with no program any more.
exit /b 0
