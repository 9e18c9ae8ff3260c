import {
  MOVING_PARTS,
  PICTURES,
  RAWS,
  SIDECARS,
} from '../domain/companion-files.ts';

function list(extensions: Iterable<string>): string {
  return [...extensions].map((extension) => `'.${extension}'`).join(', ');
}

/** The part of the PowerShell script that is the same for every plan, as SHELL_FUNCTIONS is. */
export const POWERSHELL_FUNCTIONS =
  String.raw`
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$Sidecars = @(${list([...SIDECARS, ...MOVING_PARTS])})
$Raws = @(${list(RAWS)})
$Pictures = @(${list(PICTURES)})
$script:Stopped = ''
$script:Taken = @()

function Show-Line([string]$What, [string]$Path, [string]$Why) {
  $line = $What + ': ' + ($Path -replace '[\x00-\x1f\x7f]', '?')
  if ($Why) { $line += ' (' + $Why + ')' }
  Write-Output $line
}

function Get-FullPath([string]$Root, [string]$Path) {
  return [IO.Path]::Combine($Root, $Path.Replace('/', [string][IO.Path]::DirectorySeparatorChar))
}

# Empty when it cannot be read: that equals no hash.
function Get-Sha256([string]$File) {
  try {
    return (Get-FileHash -LiteralPath $File -Algorithm SHA256).Hash.ToLowerInvariant()
  } catch {
    return ''
  }
}

function Test-Any([string]$Path) {
  return [IO.File]::Exists($Path) -or [IO.Directory]::Exists($Path)
}

# Some part of the path, from the folder given on, is a symbolic link or a junction.
function Test-Link([string]$Root, [string]$File) {
  $at = $File
  while ($at.Length -gt $Root.Length) {
    $link = (Get-Item -LiteralPath $at -Force).LinkType
    if ($link -eq 'SymbolicLink' -or $link -eq 'Junction') { return $true }
    $at = [IO.Path]::GetDirectoryName($at)
  }
  return $false
}

# True when another file belongs to this photo (RAW + JPEG, live photo, sidecar) that does not move
# with it.
function Test-Companion($Root, [string]$File) {
  $name = [IO.Path]::GetFileName($File)
  $stem = [IO.Path]::GetFileNameWithoutExtension($File)
  $own = [IO.Path]::GetExtension($File).ToLowerInvariant()
  foreach ($path in [IO.Directory]::GetFiles([IO.Path]::GetDirectoryName($File))) {
    $other = [IO.Path]::GetFileName($path)
    if ($other -eq $name -or $Root.Along.Contains($path)) { continue }
    $otherStem = [IO.Path]::GetFileNameWithoutExtension($other)
    if ($otherStem -ne $stem -and $otherStem -ne $name) { continue }
    $extension = [IO.Path]::GetExtension($other).ToLowerInvariant()
    if ($Sidecars -contains $extension) { return $true }
    if ($Raws -contains $extension -and $Pictures -contains $own) { return $true }
    if ($Pictures -contains $extension -and $Raws -contains $own) { return $true }
  }
  return $false
}

# Lists the items in the quarantine; all of them before the first move.
function Write-Manifest($Root, [string]$Folder, [bool]$IsAll) {
  $lines = @()
  for ($number = 1; $number -le $Root.Items.Count; $number++) {
    if ($IsAll -or $Root.Kept.Contains($number)) { $lines += $Root.Items[$number - 1] }
  }
  $text = $Root.Head + [string]::Join(",` +
  '`n' +
  String.raw`", $lines) + $Root.Tail
  $manifest = [IO.Path]::Combine($Folder, 'manifest.json')
  $part = $manifest + '.part'
  [IO.File]::WriteAllText($part, $text, (New-Object Text.UTF8Encoding $false))
  if ([IO.File]::Exists($manifest)) {
    [IO.File]::Replace($part, $manifest, [NullString]::Value)
  } else {
    [IO.File]::Move($part, $manifest)
  }
}

# Makes the quarantine folder, with its manifest, the first time.
function Open-Quarantine($Root) {
  if ($Root.Quarantine) { return }
  $top = [IO.Path]::Combine($Root.Path, $TopName)
  [void][IO.Directory]::CreateDirectory($top)
  if (Test-Link $Root.Path $top) { throw 'the quarantine folder is a link' }
  $folder = [IO.Path]::Combine($top, $FolderName)
  for ($number = 2; Test-Any $folder; $number++) {
    $folder = [IO.Path]::Combine($top, $FolderName + ' (' + $number + ')')
  }
  [void][IO.Directory]::CreateDirectory($folder)
  Write-Manifest $Root $folder $true
  $Root.Quarantine = $folder
}

function Open-Group($Root, [string]$Path, [string]$Hash) {
  $script:Keeper = Get-FullPath $Root.Path $Path
  $script:KeeperHash = $Hash
  $script:Taken = @()
  $script:Stopped = ''
  $script:LeftPhoto = $false
  if ((Get-Sha256 $script:Keeper) -ne $Hash) {
    $script:Stopped = 'keeper'
    Show-Line 'Changed or gone since the scan, nothing of its group is moved' $Path
  }
}

function Stop-Group([string]$Path, [string]$Why) {
  $script:Stopped = 'yes'
  Show-Line 'Left where it is' $Path $Why
}

# What has to stay whole for the files that follow.
function Set-Keeper($Root, [string]$Path, [string]$Hash) {
  $script:Keeper = Get-FullPath $Root.Path $Path
  $script:KeeperHash = $Hash
  if ($script:Stopped) { return }
  if ((Get-Sha256 $script:Keeper) -ne $Hash) {
    $script:Stopped = 'yes'
    Show-Line 'Changed or gone since the scan, nothing of its group is moved' $Path
  }
}

function Move-One($Root, [string]$Path, [string]$Hash, [string]$QuarantinePath, [int]$Item, [bool]$IsAlong) {
  $script:Total++
  if ($script:Stopped) { Show-Line 'Left where it is' $Path 'its group was stopped'; return }
  $file = Get-FullPath $Root.Path $Path
  try {
    if (-not [IO.File]::Exists($file)) { Stop-Group $Path 'it is no longer there'; return }
    if (Test-Link $Root.Path $file) { Stop-Group $Path 'it is seen through a link'; return }
    if ((Get-Sha256 $file) -ne $Hash) { Stop-Group $Path 'it changed since the scan'; return }
    if ([string]::Equals($file, $script:Keeper, [StringComparison]::OrdinalIgnoreCase)) {
      Stop-Group $Path 'it is the very same file as the one to keep'
      return
    }
    if ($IsAlong) {
      if ($script:LeftPhoto) { Show-Line 'Left where it is' $Path 'its photo stays'; return }
    } else {
      $script:LeftPhoto = Test-Companion $Root $file
      if ($script:LeftPhoto) {
        Show-Line 'Left where it is' $Path 'it belongs together with another file of the same name'
        return
      }
    }
    Open-Quarantine $Root
    $target = Get-FullPath $Root.Quarantine $QuarantinePath
    if (Test-Any $target) { Stop-Group $Path 'something is in its place in the quarantine'; return }
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
    [IO.File]::Move($file, $target)
    [void]$Root.Kept.Add($Item)
    $script:Taken += @{ Root = $Root; Path = $Path; File = $file; Target = $target; Item = $Item }
    if ((Test-Any $file) -or (Get-Sha256 $target) -ne $Hash) { Stop-Group $Path 'it could not be moved'; return }
    if ((Get-Sha256 $script:Keeper) -ne $script:KeeperHash) {
      Stop-Group $Path 'the photo to keep was not whole after this one had moved'
      return
    }
    Show-Line 'Moved' $Path
  } catch {
    Stop-Group $Path $_.Exception.Message
  }
}

# In a stopped group everything goes back, last one first.
function Close-Group {
  if ($script:Stopped -ne 'yes') { return }
  for ($index = $script:Taken.Count - 1; $index -ge 0; $index--) {
    $one = $script:Taken[$index]
    try {
      [IO.File]::Move($one.Target, $one.File)
      [void]$one.Root.Kept.Remove($one.Item)
      Show-Line 'Put back' $one.Path
    } catch {
      Show-Line 'Could not be put back; it is in the quarantine' $one.Path $_.Exception.Message
    }
  }
}

function New-Root([string]$Path, [string]$Head, [string]$Tail, [string[]]$Items, [string[]]$Companions) {
  $real = (Get-Item -LiteralPath $Path -Force).FullName
  if (-not [IO.Directory]::Exists($real)) { throw 'no such folder: ' + $Path }
  $along = New-Object 'Collections.Generic.HashSet[string]' ([StringComparer]::OrdinalIgnoreCase)
  foreach ($companion in $Companions) { [void]$along.Add((Get-FullPath $real.TrimEnd('\', '/') $companion)) }
  return @{
    Path = $real.TrimEnd('\', '/'); Head = $Head; Tail = $Tail; Items = $Items; Along = $along
    Kept = New-Object 'Collections.Generic.HashSet[int]'; Quarantine = ''
  }
}
`.trimStart();
